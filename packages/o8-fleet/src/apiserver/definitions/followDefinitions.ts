import type { GroupKind } from '../../types';
import type { FaultGate } from '../faults';
import {
  CRD_DEFINITION,
  isEqualJson,
  kindKey,
  type ClusterStore,
} from '../store';
import { isAccepted } from './admitCrd';
import { crdSchema } from './crdSchema';
import { toDefinitions } from './toDefinitions';

/** A cluster, as its definitions see it. */
export interface DefinedCluster {
  store: ClusterStore;
  gate: FaultGate;
}

/** From now on the cluster serves what its CustomResourceDefinitions say, whoever writes them. */
export function followDefinitions(cluster: DefinedCluster): void {
  const { store } = cluster;
  store.subscribe(CRD_DEFINITION, ({ type, object }) => {
    const { data: crd } = crdSchema.safeParse(object);
    if (!crd || !isAccepted(object)) {
      return;
    }
    const { group, names } = crd.spec;
    const kind = { group, kind: names.kind };
    if (type === 'DELETED') {
      removeKind(cluster, kind);
      return;
    }
    const versions = toDefinitions(crd);
    const before = versionsOf(store, kind);
    if (!isEqualJson(versions, before)) {
      store.define(kind, versions);
      // They are of a version that may be gone.
      before.forEach(each => cluster.gate.endWatches(each));
    }
  });
}

/** First the objects go, each with its event; then watches end, and the path is gone. */
export function removeKind(cluster: DefinedCluster, kind: GroupKind): void {
  const { store, gate } = cluster;
  const versions = versionsOf(store, kind);
  for (const { metadata } of store.list(kind)) {
    store.delete(kind, metadata.namespace, metadata.name);
  }
  store.define(kind, []);
  versions.forEach(each => gate.endWatches(each));
}

function versionsOf(store: ClusterStore, kind: GroupKind) {
  const key = kindKey(kind);
  return store.definitions().filter(each => kindKey(each) === key);
}
