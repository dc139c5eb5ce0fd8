import type { KubeObject, ObjectStore } from '../../types';
import type { Target } from '../check';
import { compareTargets, type ComparedTarget } from '../compare';
import { hookOf, idOf, isGuarded, keyOfId } from '../tracking';
import type { Inventory } from './Inventory';

/** What is there, beside what is wanted. */
export interface Look {
  compared: ComparedTarget[];
  /** What is not wanted any more: what may go, and what is to stay. */
  extraneous: KubeObject[];
  prunable: KubeObject[];
  guarded: KubeObject[];
}

/** Compares what an Application wants, and has made, with what is there. */
export function lookAt(options: {
  application: string;
  store: ObjectStore;
  targets: readonly Target[];
  /** `spec.ignoreDifferences`. */
  rules: unknown;
  inventory: Inventory;
}): Look {
  const { targets, inventory } = options;
  const wanted = new Set(targets.map(({ key }) => key));
  const extraneous = inventory
    .live()
    // Hooks stay until the next ones come.
    .filter(object => !wanted.has(keyOfId(idOf(object))) && !hookOf(object));
  const isKept = (object: KubeObject) => isGuarded(object, 'Prune');
  return {
    compared: compareTargets(options),
    extraneous,
    prunable: extraneous.filter(object => !isKept(object)),
    guarded: extraneous.filter(isKept),
  };
}
