import type { KubeObject, ObjectStore } from '../../types';
import { isKind, KINDS } from '../kinds';
import { listIn } from '../sync';
import { idOf } from '../tracking';
import { controllerUidOf, runDeployment } from './runDeployment';

/**
 * Stand-ins for the controllers of one destination cluster. They care for what GitOps
 * made, and for the namespaces in which it made a Deployment; for nothing else.
 */
export class Controllers {
  readonly #store: ObjectStore;
  readonly #namespaces = new Set<string>();

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  advance(managed: readonly KubeObject[], now: Date): void {
    for (const object of managed) {
      if (!isKind(idOf(object), KINDS.deployment)) continue;
      this.#namespaces.add(object.metadata.namespace ?? '');
      runDeployment(this.#store, object, now);
    }
    for (const namespace of this.#namespaces) this.#collect(namespace);
  }

  /** Deletes what has lost its owner: the ReplicaSets first, so that their pods follow. */
  #collect(namespace: string): void {
    this.#collectKind(namespace, KINDS.replicaSet, KINDS.deployment);
    this.#collectKind(namespace, KINDS.pod, KINDS.replicaSet);
  }

  #collectKind(
    namespace: string,
    kind: { group: string; kind: string },
    ownerKind: { group: string; kind: string },
  ): void {
    const store = this.#store;
    const owners = new Set(
      listIn(store, ownerKind, namespace).map(({ metadata }) => metadata.uid),
    );
    for (const object of listIn(store, kind, namespace)) {
      const owner = controllerUidOf(object);
      const [reference] = (object.metadata.ownerReferences ?? []) as {
        kind: string;
      }[];
      const isOrphan =
        reference?.kind === ownerKind.kind &&
        owner !== undefined &&
        !owners.has(owner);
      if (isOrphan) store.delete(kind, namespace, object.metadata.name);
    }
  }
}
