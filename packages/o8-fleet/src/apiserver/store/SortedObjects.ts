import { ConflictError } from '@backstage/errors';
import type { KubeObject } from '../../types';

// Sorts before every character of a name, so that the order is by namespace, then by name.
const SEPARATOR = '\u0000';
const AFTER_SEPARATOR = '\u0001';

/** Which objects of a kind to read: a namespace, and only what lies after a key. */
export interface ObjectRange {
  namespace?: string;
  afterKey?: string;
}

/** The key of an object among those of its kind. */
export function objectKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}${SEPARATOR}${name}`;
}

function keyOf(object: KubeObject): string {
  return objectKey(object.metadata.namespace, object.metadata.name);
}

/**
 * The objects of one kind in the order of namespace and name. Whoever reads gets an
 * array that never changes: the next write after a read works on a copy.
 */
export class SortedObjects {
  #keys: string[];
  #objects: KubeObject[];
  #isShared = false;

  constructor(objects: Iterable<KubeObject> = []) {
    const sorted = Array.from(objects, object => ({
      key: keyOf(object),
      object,
    })).sort((a, b) => {
      if (a.key === b.key) {
        const { kind, metadata } = a.object;
        const name = `${metadata.namespace ?? ''}/${metadata.name}`;
        throw new ConflictError(`${kind} "${name}" is there twice`);
      }
      return a.key < b.key ? -1 : 1;
    });
    this.#keys = sorted.map(entry => entry.key);
    this.#objects = sorted.map(entry => entry.object);
  }

  get size(): number {
    return this.#keys.length;
  }

  get(key: string): KubeObject | undefined {
    const at = this.#lowerBound(key);
    return this.#keys[at] === key ? this.#objects[at] : undefined;
  }

  /** Creates or replaces. */
  set(object: KubeObject): void {
    const key = keyOf(object);
    const at = this.#lowerBound(key);
    this.#own();
    if (this.#keys[at] === key) {
      this.#objects[at] = object;
    } else {
      this.#keys.splice(at, 0, key);
      this.#objects.splice(at, 0, object);
    }
  }

  delete(key: string): void {
    const at = this.#lowerBound(key);
    if (this.#keys[at] === key) {
      this.#own();
      this.#keys.splice(at, 1);
      this.#objects.splice(at, 1);
    }
  }

  all(): readonly KubeObject[] {
    this.#isShared = true;
    return this.#objects;
  }

  /** A part, found without looking at the objects outside of it. */
  range(range: ObjectRange): readonly KubeObject[] {
    const { namespace, afterKey } = range;
    let begin = 0;
    let end = this.#keys.length;
    if (namespace !== undefined) {
      begin = this.#lowerBound(namespace + SEPARATOR);
      end = this.#lowerBound(namespace + AFTER_SEPARATOR);
    }
    if (afterKey !== undefined) {
      const at = this.#lowerBound(afterKey);
      begin = Math.max(begin, this.#keys[at] === afterKey ? at + 1 : at);
    }
    return begin === 0 && end === this.#keys.length
      ? this.all()
      : this.#objects.slice(begin, end);
  }

  clone(): SortedObjects {
    const copy = new SortedObjects();
    copy.#keys = this.#keys.slice();
    copy.#objects = this.#objects.slice();
    return copy;
  }

  #own(): void {
    if (this.#isShared) {
      this.#objects = this.#objects.slice();
      this.#isShared = false;
    }
  }

  #lowerBound(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
