import { randomUUID } from 'node:crypto';
import { formatTime } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import {
  getLive,
  ignoredPointers,
  isInLists,
  withoutPointers,
} from '../compare';
import { findUpdateProblem, type Target } from '../check';
import { covers } from '../compare/covers';
import {
  declaredPart,
  managedFieldsOf,
  ownedFields,
  withoutStale,
} from '../compare/ownedFields';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import type { Manifest } from '../types';
import { withServerDefaults } from './serverDefaults';

/**
 * Writes an object as server-side apply does: what others have added stays, what was
 * declared before and is no more goes.
 *
 * @throws TypeError with the words of a server that would not take it
 */
export function applyTarget(
  store: ObjectStore,
  target: Target,
  options: { now: Date; rules: unknown },
): 'created' | 'configured' {
  const live = getLive(store, target.id);
  const time = formatTime(options.now);
  if (!live) {
    store.put(withServerDefaults(create(target.manifest, time), store.cluster));
    return 'created';
  }
  const pointers = ignoredPointers(options.rules, target.id).filter(
    pointer => !isInLists(pointer),
  );
  const wanted = withoutPointers(target.manifest, pointers);
  const merged = merge(live, { wanted, full: target.manifest, time });
  const problem = findUpdateProblem(live, merged);
  if (problem !== undefined) throw new TypeError(problem);
  store.put(withServerDefaults(merged, store.cluster));
  return 'configured';
}

function create(manifest: Manifest, time: string): KubeObject {
  const { metadata, ...rest } = withoutNulls(manifest) as Manifest;
  return {
    ...rest,
    metadata: {
      ...metadata,
      uid: randomUUID(),
      creationTimestamp: time,
      managedFields: managedFieldsOf(manifest, time),
    },
  };
}

function merge(
  live: KubeObject,
  options: { wanted: Manifest; full: Manifest; time: string },
): KubeObject {
  const { wanted, full, time } = options;
  // What is ignored is neither written nor taken away.
  const owned = ownedFields(live);
  const cleaned = withoutStale(live, owned, declaredPart(full));
  const merged = mergeOver(cleaned, declaredPart(wanted)) as KubeObject;
  const others = Array.isArray(live.metadata.managedFields)
    ? live.metadata.managedFields.filter(
        each => isRecord(each) && each.manager !== 'argocd-controller',
      )
    : [];
  return {
    ...merged,
    apiVersion: wanted.apiVersion,
    metadata: {
      ...merged.metadata,
      managedFields: [...managedFieldsOf(wanted, time), ...others],
    },
  };
}

/** Maps are merged, a list that differs is replaced. */
function mergeOver(live: JsonRecord, wanted: JsonRecord): JsonRecord {
  const result: JsonRecord = { ...live };
  for (const [field, value] of Object.entries(wanted)) {
    const before = Object.hasOwn(live, field) ? live[field] : undefined;
    if (value === null) {
      delete result[field];
    } else if (isRecord(value)) {
      result[field] = mergeOver(isRecord(before) ? before : {}, value);
    } else if (!covers(before, value)) {
      result[field] = withoutNulls(value);
    }
  }
  return result;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  return isRecord(value) ? mergeOver({}, value) : value;
}
