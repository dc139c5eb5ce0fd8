import type { KubeObject, ObjectStore } from '../../types';
import { getLive } from '../compare';
import { KINDS } from '../kinds';
import { idOf, isGuarded, waveOf } from '../tracking';
import { deleteLive } from './deleteLive';
import type { Surroundings } from './findTargets';
import type { Inventory } from './Inventory';

const FINALIZER =
  /^(?:post-delete-)?resources-finalizer\.argocd\.argoproj\.io(?:\/|$)/;

/**
 * A step towards the end of an Application that is to be deleted. With the finalizer,
 * what it deployed goes first: the last wave before the others.
 */
export function deleteApplication(
  application: KubeObject,
  options: Pick<Surroundings, 'argoCd' | 'stores' | 'now'> & {
    /** What it has made, by cluster. */
    inventories: ReadonlyMap<string, Inventory>;
  },
): void {
  const { argoCd, stores, now, inventories } = options;
  const finalizers = (application.metadata.finalizers ?? []) as string[];
  if (finalizers.some(each => FINALIZER.test(each))) {
    for (const [cluster, inventory] of inventories) {
      const store = stores.get(cluster);
      if (store && !deleteAll(store, inventory, now())) return;
    }
  }
  const left = finalizers.filter(each => !FINALIZER.test(each));
  const { namespace, name } = application.metadata;
  if (left.length === 0) {
    argoCd.delete(KINDS.application, namespace, name);
  } else if (left.length < finalizers.length) {
    const metadata = { ...application.metadata, finalizers: left };
    argoCd.put({ ...application, metadata });
  }
}

/** Whether nothing is left that may be deleted. */
function deleteAll(
  store: ObjectStore,
  inventory: Inventory,
  now: Date,
): boolean {
  const objects = inventory.live().filter(each => !isGuarded(each, 'Delete'));
  const waves = [...new Set(objects.map(waveOf))].sort((a, b) => b - a);
  for (const wave of waves) {
    const ids = objects
      .filter(object => waveOf(object) === wave)
      .map(object => {
        deleteLive(store, object, now);
        return idOf(object);
      });
    if (ids.some(id => getLive(store, id) !== undefined)) return false;
  }
  return true;
}
