import type { KubeObject, ObjectStore } from '../../types';
import type { Target } from '../check';
import { isRecord } from '../render/parseManifests';
import { trackedBy } from '../tracking';
import type { Manifest, ObjectId } from '../types';
import { covers } from './covers';
import { ignoredPointers, withoutPointers } from './ignoreDifferences';
import { declaredPart, ownedFields, withoutStale } from './ownedFields';

/** A wanted object beside the live one. */
export interface ComparedTarget extends Target {
  live?: KubeObject;
  /** `foreign`: it is there and belongs to somebody else. */
  state: 'same' | 'differs' | 'missing' | 'foreign';
}

/** Compares what is wanted with what is there. */
export function compareTargets(options: {
  application: string;
  targets: readonly Target[];
  store: ObjectStore;
  /** `spec.ignoreDifferences`. */
  rules: unknown;
}): ComparedTarget[] {
  const { application, targets, store, rules } = options;
  return targets.map(target => {
    const live = getLive(store, target.id);
    if (!live) return { ...target, state: 'missing' };
    if (trackedBy(live) !== application) {
      return { ...target, live, state: 'foreign' };
    }
    const pointers = ignoredPointers(rules, target.id);
    const isSame =
      !live.metadata.deletionTimestamp &&
      isAsWanted(live, withoutPointers(target.manifest, pointers), pointers);
    return { ...target, live, state: isSame ? 'same' : 'differs' };
  });
}

/** The live object. */
export function getLive(
  store: ObjectStore,
  id: ObjectId,
): KubeObject | undefined {
  return store.get(id, id.namespace, id.name);
}

function isAsWanted(
  live: KubeObject,
  wanted: Manifest,
  pointers: readonly string[],
): boolean {
  if (live.apiVersion !== wanted.apiVersion) return false;
  const declared = declaredPart(wanted);
  if (!covers(live, withoutNulls(declared))) return false;
  const bare = withoutPointers(live as Manifest, pointers);
  return withoutStale(bare, ownedFields(live), declared) === bare;
}

/** Whoever writes null wants nothing to be there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  const present = Object.entries(value).filter(([, child]) => child !== null);
  return Object.fromEntries(
    present.map(([field, child]) => [field, withoutNulls(child)]),
  );
}
