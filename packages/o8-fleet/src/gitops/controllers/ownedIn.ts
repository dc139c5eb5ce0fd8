import type { KubeObject, ObjectStore } from '../../types';
import { isRecord } from '../render/parseManifests';
import { listIn } from '../sync';

/** The objects of a kind that another one controls. */
export function ownedIn(
  store: ObjectStore,
  kind: { group: string; kind: string },
  namespace: string,
  uid: string,
): KubeObject[] {
  return listIn(store, kind, namespace).filter(
    each => controllerUidOf(each) === uid,
  );
}

/** The UID of the object that controls another. */
export function controllerUidOf({ metadata }: KubeObject): string | undefined {
  const { ownerReferences } = metadata;
  const owners = Array.isArray(ownerReferences) ? ownerReferences : [];
  return owners.find(each => isRecord(each) && each.controller === true)?.uid;
}
