import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import {
  admitCrd,
  crdNameOf,
  CRD_DEFINITION,
  isAccepted,
  kindKey,
  removeKind,
  StatusError,
  toCrd,
  type ClusterStore,
  type CrdSurroundings,
  type FaultGate,
} from '../apiserver';
import type { GroupKind, KubeObject, ResourceDefinition } from '../types';

/** Serves a kind from now on, in this version only. */
export function setDefinition(
  store: ClusterStore,
  definition: ResourceDefinition,
  timestamp: string,
): void {
  const served = find(store, definition);
  if (served && served.namespaced !== definition.namespaced) {
    throw new InputError(`The scope of ${kindKey(definition)} cannot change`);
  }
  const name = crdNameOf(definition);
  const previous = store.get(CRD_DEFINITION, undefined, name);
  const wanted = toCrd(
    definition,
    previous?.metadata ?? { uid: randomUUID(), creationTimestamp: timestamp },
  );
  const crd = admit(wanted, {
    previous,
    definitions: store.definitions(),
    timestamp,
  });
  if (!isAccepted(crd)) {
    throw new ConflictError(`The names of ${kindKey(definition)} are in use`);
  }
  store.put(crd);
}

/** Serves a kind no more; its objects are deleted before. */
export function removeDefinition(
  cluster: { store: ClusterStore; gate: FaultGate },
  kind: GroupKind,
): void {
  const { store } = cluster;
  const served = find(store, kind);
  if (!served) {
    throw new NotFoundError(
      `Cluster "${store.cluster}" does not serve ${kindKey(kind)}`,
    );
  }
  if (kind.group === '' || kind.group === CRD_DEFINITION.group) {
    throw new InputError(`${kindKey(kind)} is a part of every cluster`);
  }
  const name = crdNameOf(served);
  if (!store.delete(CRD_DEFINITION, undefined, name)) {
    removeKind(cluster, kind);
  }
}

function find(store: ClusterStore, kind: GroupKind) {
  const key = kindKey(kind);
  return store.definitions().find(each => kindKey(each) === key);
}

function admit(crd: KubeObject, surroundings: CrdSurroundings): KubeObject {
  try {
    return admitCrd(crd, surroundings);
  } catch (error) {
    throw error instanceof StatusError ? new InputError(error.message) : error;
  }
}
