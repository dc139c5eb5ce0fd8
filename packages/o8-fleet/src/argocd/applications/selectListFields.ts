import type { KubeObject } from '../../types';
import type { FieldSelection } from './FieldSelection';

/**
 * What can be chosen of the Applications of a list. The real one knows these alone: the
 * conditions, the history and the message of an operation are never in a list with `fields`.
 */
const SELECTABLE = [
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.labels',
  'metadata.creationTimestamp',
  'metadata.deletionTimestamp',
  'spec',
  'spec.destination',
  'spec.project',
  'spec.source',
  'spec.sources',
  'spec.sourceHydrator',
  'spec.syncPolicy',
  'status.sourceHydrator',
  'status.summary',
  'status.sync.status',
  'status.sync.revision',
  'status.health',
  'status.operationState.startedAt',
  'status.operationState.finishedAt',
  'status.resources',
  'operation.sync',
  'status.operationState.phase',
  'status.operationState.operation.sync',
];
/** What the real one takes from elsewhere than the name says. */
const TAKEN_FROM: Record<string, string> = {
  'status.operationState.operation.sync': 'status.operationState.syncResult',
};

type Json = Record<string, unknown>;

/** A function that cuts the Applications of a list down to what was chosen. */
export function selectListFields({
  fields,
  isExclusion,
}: FieldSelection): (application: KubeObject) => Json {
  const chosen = SELECTABLE.filter(
    each => fields.has(`items.${each}`) !== isExclusion,
  );
  // A field that is chosen holds all that is below it.
  const paths = chosen
    .filter(each => !chosen.some(other => each.startsWith(`${other}.`)))
    .map(each => ({
      from: (TAKEN_FROM[each] ?? each).split('.'),
      to: each.split('.'),
    }));
  return application => {
    const result: Json = {};
    for (const { from, to } of paths) {
      const value = valueAt(application, from);
      if (value !== undefined && value !== null) setAt(result, to, value);
    }
    return result;
  };
}

function valueAt(object: unknown, path: readonly string[]): unknown {
  let value = object;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Json)[part];
  }
  return value;
}

function setAt(object: Json, path: readonly string[], value: unknown): void {
  let at = object;
  for (const part of path.slice(0, -1)) {
    at[part] ??= {};
    at = at[part] as Json;
  }
  at[path[path.length - 1]] = value;
}
