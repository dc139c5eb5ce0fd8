import type { KubeObject, ObjectStore } from '../../types';
import { getLive } from '../compare';
import { KINDS } from '../kinds';
import { idOf, keyOfId, trackedBy } from '../tracking';
import type { ObjectId } from '../types';

/** What an Application has made in one cluster, as far as it is still there. */
export class Inventory {
  readonly #application: string;
  readonly #store: ObjectStore;
  readonly #ids = new Map<string, ObjectId>();

  /** Looks once through the whole cluster; later it is told. */
  constructor(application: string, store: ObjectStore) {
    this.#application = application;
    this.#store = store;
    for (const definition of store.definitions()) {
      for (const object of store.list(definition)) {
        if (trackedBy(object) === application) this.add(idOf(object));
      }
    }
  }

  add(id: ObjectId): void {
    this.#ids.set(keyOfId(id), id);
  }

  /** The Namespaces in which it has made something. */
  namespaces(): (KubeObject | undefined)[] {
    const names = [...this.#ids.values()].map(({ namespace }) => namespace);
    return [...new Set(names)].map(name =>
      name === undefined
        ? undefined
        : this.#store.get(KINDS.namespace, undefined, name),
    );
  }

  /** The live objects; those that somebody took over are no longer among them. */
  live(): KubeObject[] {
    const result: KubeObject[] = [];
    for (const [key, id] of this.#ids) {
      const object = getLive(this.#store, id);
      if (object && trackedBy(object) === this.#application) {
        result.push(object);
      } else {
        this.#ids.delete(key);
      }
    }
    return result;
  }
}
