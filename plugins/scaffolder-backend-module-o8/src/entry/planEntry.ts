import { ConflictError } from '@backstage/errors';
import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type { GitFile } from '@orchestr8/backstage-plugin-o8-node';
import {
  findEntryProblems,
  parsePlatform,
  planModule,
  renderPlan,
  type Platform,
  type RenderedFile,
} from '@orchestr8/o8-blueprint';
import { describeProblems, findDifferences, requireResult } from '../spec';

/** What an entry is made from. */
export interface PlanEntryOptions {
  spec: ModuleSpec;
  zone: LandingZone;
  /** What the platform repository holds below `modules/`. */
  files: GitFile[];
  /** All landing zones: the names of those that share the repository are taken too. */
  zones?: readonly LandingZone[];
}

/** The entry of a module, and what becomes of the platform repository. */
export interface PlannedEntry {
  /** The files of the module's own repository. */
  moduleFiles: RenderedFile[];
  /** The files of the entry; those that are there if it is approved already. */
  entryFiles: GitFile[];
  /**
   * The files that modules share with this one in them, as they are to be on the commit
   * that was read. None where it is approved already.
   */
  sharedFiles: RenderedFile[];
  /** Whether the platform repository has an equal entry already. */
  isApproved: boolean;
  /** What could not be checked, as sentences. */
  notes: string[];
}

/**
 * Plans a module against the platform as it is. What stands there already is kept: an
 * entry with other values is changed by its own template, after its own review.
 */
export function planEntry(options: PlanEntryOptions): PlannedEntry {
  const { spec, zone, zones, files } = options;
  const platform = requireResult(
    parsePlatform(files),
    'The platform repository holds entries that cannot be read; its owners have to mend them',
  );
  const approved = findApproved(spec, platform);
  const plan = requireResult(
    planModule({ spec, zone, zones, platform }),
    `The landing zone "${zone.metadata.name}" cannot take this module`,
  );
  const rendered = renderPlan(plan);
  if (approved) {
    requireEqual(plan.spec, approved);
    requireListed(plan.spec, rendered.shared, files);
  } else {
    requireNoProblems(options, [...rendered.platform, ...rendered.shared]);
  }
  const folder = `${entryFolder(spec.metadata.name)}/`;
  return {
    moduleFiles: rendered.module,
    // What the platform team has changed in an approved entry stays.
    entryFiles: approved
      ? files.filter(file => file.path.startsWith(folder))
      : rendered.platform,
    sharedFiles: approved ? [] : rendered.shared,
    isApproved: approved !== undefined,
    notes: plan.notes,
  };
}

/** The folder of an entry in the platform repository. */
export function entryFolder(name: string): string {
  return `modules/${name}`;
}

function findApproved(
  { metadata: { name, owner }, spec: { landingZone } }: ModuleSpec,
  { modules }: Platform,
): ModuleSpec | undefined {
  const approved = modules.find(
    ({ spec: { metadata } }) => metadata.name === name,
  )?.spec;
  const isOurs =
    approved?.metadata.owner === owner &&
    approved.spec.landingZone === landingZone;
  if (approved && !isOurs) {
    throw new ConflictError(
      `The platform repository has a module "${name}" of another owner or landing zone: choose another name`,
    );
  }
  return approved;
}

function requireEqual(wanted: ModuleSpec, approved: ModuleSpec): void {
  const paths = findDifferences(wanted, approved);
  if (paths.length > 0) {
    throw new ConflictError(
      `The module "${
        wanted.metadata.name
      }" exists with other values (${paths.join(
        ', ',
      )}): use the change template to change it`,
    );
  }
}

/** An entry that no list names is not deployed: to call it approved would be a lie. */
function requireListed(
  { metadata: { name } }: ModuleSpec,
  sharedFiles: RenderedFile[],
  files: GitFile[],
): void {
  const other = sharedFiles.find(
    ({ path, content }) =>
      files.find(file => file.path === path)?.content !== content,
  );
  if (other) {
    throw new ConflictError(
      `The platform repository has the module "${name}", but not as its module.yaml says in ${other.path}: its owners have to mend it; "o8 validate" says what is wrong`,
    );
  }
}

/**
 * The new entry alone: what is wrong with others is not this module's fault and keeps
 * nobody from creating one, and to look through all of them takes seconds.
 */
function requireNoProblems(
  { spec, zone, files }: PlanEntryOptions,
  planned: GitFile[],
): void {
  const paths = new Set(planned.map(({ path }) => path));
  const problems = findEntryProblems({
    name: spec.metadata.name,
    files: [...files.filter(({ path }) => !paths.has(path)), ...planned],
    zones: [zone],
  });
  if (problems.length > 0) {
    throw new ConflictError(
      describeProblems(
        problems,
        `The entry of "${spec.metadata.name}" does not go with what the platform repository holds`,
      ),
    );
  }
}
