import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { randomUUID } from 'node:crypto';
import type { WatchEvent } from './ClusterConnection';
import { ClusterError } from './ClusterError';

type Change = Exclude<WatchEvent, { type: 'BOOKMARK' }>;

interface Told {
  version: string;
  object: KubernetesObject;
}

/**
 * What a reader was told of one kind, for a source that cannot say what has changed since
 * a version: full lists are compared with it. Its versions are its own; who asks for
 * changes since another one than the last has missed something and has to list.
 */
export class Ledger {
  readonly #toVersion: (object: KubernetesObject) => string;
  readonly #told = new Map<string, Told>();
  readonly #id = randomUUID();
  #count = 0;
  #isComplete = false;

  constructor(toVersion: (object: KubernetesObject) => string) {
    this.#toVersion = toVersion;
  }

  /** Where changes go on. */
  get version(): string {
    return `${this.#id}/${this.#count}`;
  }

  /** A list begins: until its end nothing is known. */
  begin(): void {
    this.#told.clear();
    this.#count += 1;
    this.#isComplete = false;
  }

  /** Takes a page of a list. */
  add(objects: KubernetesObject[]): void {
    objects.forEach(object => this.#remember(object));
  }

  /** A list has ended. */
  complete(): void {
    this.#isComplete = true;
  }

  /** Throws unless the reader knows everything that was told. */
  check(resourceVersion: string): void {
    if (!this.#isComplete || resourceVersion !== this.version) {
      throw new ClusterError(
        'gone',
        'The changes since then are not known: a full list is needed',
      );
    }
  }

  /** Tells what differs from a full list, one by one: who stops has missed the rest. */
  *compare(objects: KubernetesObject[]): Generator<WatchEvent> {
    const gone = new Map(this.#told);
    for (const object of objects) {
      gone.delete(toKey(object));
      const change = this.take('MODIFIED', object);
      if (change) {
        yield change;
      }
    }
    for (const { object } of gone.values()) {
      const change = this.take('DELETED', object);
      if (change) {
        yield change;
      }
    }
    yield { type: 'BOOKMARK', resourceVersion: this.version };
  }

  /** A single change; undefined if the reader was told already. */
  take(type: Change['type'], object: KubernetesObject): Change | undefined {
    const told = this.#told.get(toKey(object));
    if (type === 'DELETED') {
      if (!told) {
        return undefined;
      }
      this.#told.delete(toKey(object));
    } else {
      if (told?.version === this.#toVersion(object)) {
        return undefined;
      }
      this.#remember(object);
    }
    this.#count += 1;
    return {
      type: type !== 'DELETED' && !told ? 'ADDED' : type,
      object,
      resourceVersion: this.version,
    };
  }

  /** What is known of an object, in short. */
  find(object: KubernetesObject): KubernetesObject | undefined {
    return this.#told.get(toKey(object))?.object;
  }

  #remember(object: KubernetesObject): void {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace, uid, resourceVersion } = metadata;
    this.#told.set(toKey(object), {
      version: this.#toVersion(object),
      object: {
        apiVersion,
        kind,
        metadata: { name, namespace, uid, resourceVersion },
      },
    });
  }
}

function toKey({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
