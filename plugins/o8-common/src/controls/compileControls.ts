import { z } from 'zod';
import { toProblems, type Problem } from '../spec/problem';
import { catalogSchema, type ComplianceCatalog } from './catalog';
import { checksSchema, type ComplianceCheck } from './check';
import { mappingSchema, type ComplianceMapping } from './mapping';

/** A family of checks, such as those of the network. @public */
export interface CheckFamily {
  id: string;
  title: string;
  checks: ComplianceCheck[];
}

/** All that is known of controls: what frameworks demand, and what speaks to it. */
export interface Controls {
  catalogs: ComplianceCatalog[];
  families: CheckFamily[];
  mappings: ComplianceMapping[];
}

/** A file as it was parsed. */
export interface ControlFile {
  path: string;
  document: unknown;
}

/** A part of what is known, and the file that says it. */
interface Located<T> {
  path: string;
  value: T;
}

const documentSchema = z.discriminatedUnion(
  'kind',
  [catalogSchema, checksSchema, mappingSchema],
  'must be ComplianceCatalog, ComplianceChecks or ComplianceMapping',
);

type ControlDocument = z.output<typeof documentSchema>;

/** The controls that files say, or everything that is wrong, each with its place. */
export function compileControls(
  files: ControlFile[],
): { ok: true; value: Controls } | { ok: false; problems: Problem[] } {
  const parsed = files.map(({ path, document }) => ({
    path,
    result: documentSchema.safeParse(document),
  }));
  const documents = parsed.flatMap(({ path, result }) =>
    result.success ? [{ path, value: result.data }] : [],
  );
  const wrong = parsed.flatMap(({ path, result }) =>
    result.success
      ? []
      : toProblems(result.error).map(found => at(path, found)),
  );
  const problems = wrong.length > 0 ? wrong : findCrossProblems(documents);
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: toControls(documents.map(({ value }) => value)) };
}

function toControls(documents: ControlDocument[]): Controls {
  return {
    catalogs: documents.flatMap(each =>
      each.kind === 'ComplianceCatalog'
        ? [{ id: each.metadata.name, ...each.spec }]
        : [],
    ),
    families: documents.flatMap(each =>
      each.kind === 'ComplianceChecks'
        ? [{ id: each.metadata.name, ...each.spec }]
        : [],
    ),
    mappings: documents.flatMap(each =>
      each.kind === 'ComplianceMapping' ? [each.spec] : [],
    ),
  };
}

/** What the files say of each other that is not so. */
function findCrossProblems(documents: Located<ControlDocument>[]): Problem[] {
  const catalogs = ofKind(documents, 'ComplianceCatalog');
  const mappings = ofKind(documents, 'ComplianceMapping');
  const checks = ofKind(documents, 'ComplianceChecks').flatMap(
    ({ path, value }) =>
      value.spec.checks.map(({ id }, index) => ({
        id,
        path: `${path}: spec.checks[${index}].id`,
      })),
  );
  return [
    ...findTwice(checks),
    ...findTwice(catalogs.map(toPlace)),
    ...findTwice(
      mappings.map(({ path, value }) => ({
        id: value.spec.catalog,
        path: `${path}: spec.catalog`,
      })),
    ),
    ...catalogs.flatMap(({ path, value }) =>
      findTwice(
        value.spec.controls.map(({ id }, index) => ({
          id,
          path: `${path}: spec.controls[${index}].id`,
        })),
      ),
    ),
    ...catalogs.flatMap(catalog => findUnmapped(catalog, mappings)),
    ...mappings.flatMap(mapping =>
      findUnknown(mapping, catalogs, new Set(checks.map(({ id }) => id))),
    ),
  ];
}

/** Entries that name what does not exist. */
function findUnknown(
  { path, value: { spec } }: Located<z.output<typeof mappingSchema>>,
  catalogs: Located<z.output<typeof catalogSchema>>[],
  checks: Set<string>,
): Problem[] {
  const catalog = catalogs.find(
    each => each.value.metadata.name === spec.catalog,
  );
  if (!catalog) {
    const message = `is "${spec.catalog}", which is no catalog`;
    return [problem(`${path}: spec.catalog`, message)];
  }
  const known = new Set(catalog.value.spec.controls.map(({ id }) => id));
  const places = spec.entries.map(({ control }, index) => ({
    id: control,
    path: `${path}: spec.entries[${index}].control`,
  }));
  return [
    ...findTwice(places),
    ...places
      .filter(({ id }) => !known.has(id))
      .map(place =>
        problem(place.path, `"${place.id}" is no control of ${spec.catalog}`),
      ),
    ...spec.entries.flatMap((entry, index) =>
      entry.checks.flatMap((check, position) =>
        checks.has(check)
          ? []
          : [
              problem(
                `${path}: spec.entries[${index}].checks[${position}]`,
                `"${check}" is no check`,
              ),
            ],
      ),
    ),
  ];
}

/** Controls that no entry speaks of: they would be missing from every answer. */
function findUnmapped(
  { path, value: { metadata, spec } }: Located<z.output<typeof catalogSchema>>,
  mappings: Located<z.output<typeof mappingSchema>>[],
): Problem[] {
  const mapped = new Set(
    mappings
      .filter(({ value }) => value.spec.catalog === metadata.name)
      .flatMap(({ value }) => value.spec.entries.map(each => each.control)),
  );
  return spec.controls.flatMap(({ id }, index) =>
    mapped.has(id)
      ? []
      : [
          problem(
            `${path}: spec.controls[${index}].id`,
            `"${id}" has no entry in a mapping, not even one that leaves it to people`,
          ),
        ],
  );
}

function findTwice(places: { id: string; path: string }[]): Problem[] {
  return places.flatMap(({ id, path }, index) =>
    places.findIndex(other => other.id === id) < index
      ? [problem(path, `"${id}" is there twice`)]
      : [],
  );
}

function toPlace({ path, value }: Located<z.output<typeof catalogSchema>>) {
  return { id: value.metadata.name, path: `${path}: metadata.name` };
}

function ofKind<K extends ControlDocument['kind']>(
  documents: Located<ControlDocument>[],
  kind: K,
): Located<Extract<ControlDocument, { kind: K }>>[] {
  return documents.filter(
    (each): each is Located<Extract<ControlDocument, { kind: K }>> =>
      each.value.kind === kind,
  );
}

function at(path: string, { path: inner, message }: Problem): Problem {
  return problem(inner ? `${path}: ${inner}` : path, message);
}

function problem(path: string, message: string): Problem {
  return { path, message, kind: 'invalid' };
}
