import type { KubeObject, ResourceDefinition } from '../../types';
import { invalid } from '../refusals';
import { CRD_DEFINITION } from '../store';
import { crdSchema, readCrdStatus, type Crd } from './crdSchema';

/** What surrounds a CustomResourceDefinition that is saved. */
export interface CrdSurroundings {
  previous?: KubeObject;
  /** What is served so far. */
  definitions: readonly ResourceDefinition[];
  /** As objects write it. */
  timestamp: string;
}

/** Checks a CustomResourceDefinition, and says in its status what becomes of it. */
export function admitCrd(
  object: KubeObject,
  surroundings: CrdSurroundings,
): KubeObject {
  const crd = parse(object);
  const { names } = crd.spec;
  const before = crdSchema.safeParse(surroundings.previous).data;
  if (before && before.spec.scope !== crd.spec.scope) {
    refuse(object, { field: 'spec.scope', message: 'field is immutable' });
  }
  const acceptedNames = {
    ...names,
    singular: names.singular || names.kind.toLocaleLowerCase('en-US'),
    listKind: names.listKind || `${names.kind}List`,
  };
  const { storedVersions } = readCrdStatus(surroundings.previous);
  const stored = crd.spec.versions.find(({ storage }) => storage)?.name;
  return {
    ...object,
    spec: { ...crd.spec, names: acceptedNames },
    status: {
      acceptedNames,
      conditions: conditionsOf(crd, surroundings),
      storedVersions: [...new Set([...storedVersions, stored])],
    },
  };
}

function parse(object: KubeObject): Crd {
  const { data, error } = crdSchema.safeParse(object);
  if (error) {
    const [{ path, message }] = error.issues;
    return refuse(object, { field: path.join('.'), message });
  }
  return data;
}

function refuse(
  { metadata }: KubeObject,
  cause: { field: string; message: string },
): never {
  const { group, plural, kind } = CRD_DEFINITION;
  throw invalid(kind, { group, plural, name: metadata.name }, cause);
}

function conditionsOf({ spec }: Crd, surroundings: CrdSurroundings) {
  const { kind, plural } = spec.names;
  // What an add-on has brought without an object becomes this one.
  const rival = surroundings.definitions.find(
    each =>
      each.group === spec.group &&
      (each.kind === kind) !== (each.plural === plural),
  );
  const isFree = rival === undefined;
  const status = isFree ? 'True' : 'False';
  const before = readCrdStatus(surroundings.previous).conditions;
  return [
    {
      type: 'NamesAccepted',
      status,
      reason: isFree ? 'NoConflicts' : 'NamesConflict',
      message: isFree
        ? 'no conflicts found'
        : `"${rival.plural}" of kind "${rival.kind}" is already in use`,
    },
    {
      type: 'Established',
      status,
      reason: isFree ? 'InitialNamesAccepted' : 'NotAccepted',
      message: isFree
        ? 'the initial names have been accepted'
        : 'not all names are accepted',
    },
  ].map(condition => ({
    ...condition,
    lastTransitionTime:
      before.find(
        each =>
          each.type === condition.type && each.status === condition.status,
      )?.lastTransitionTime ?? surroundings.timestamp,
  }));
}

/** Whether a CustomResourceDefinition has found its names free. */
export function isAccepted(crd: KubeObject): boolean {
  return !readCrdStatus(crd).conditions.some(
    ({ type, status }) => type === 'NamesAccepted' && status === 'False',
  );
}
