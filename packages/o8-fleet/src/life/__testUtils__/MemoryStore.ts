import { isDeepStrictEqual } from 'node:util';
import type {
  ClusterContent,
  GroupKind,
  KubeObject,
  ObjectStore,
  ResourceDefinition,
} from '../../types';
import { groupKindOf } from '../kinds';

/** A store that keeps everything in one Map, writes down what was done and freezes. */
export class MemoryStore implements ObjectStore {
  readonly cluster: string;
  /** Every change that was one: `put Kind name` or `delete Kind name`. */
  readonly log: string[] = [];
  readonly #definitions: readonly ResourceDefinition[];
  readonly #objects = new Map<string, KubeObject>();
  #revision = 0;

  constructor(content: ClusterContent) {
    this.cluster = content.name;
    this.#definitions = content.definitions;
    for (const object of content.objects) this.put(object);
    this.log.length = 0;
  }

  get(
    kind: GroupKind,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.#objects.get(this.#key(kind, namespace, name));
  }

  list(kind: GroupKind): readonly KubeObject[] {
    const prefix = `${kind.group}/${kind.kind}/`;
    return [...this.#objects.keys()]
      .filter(key => key.startsWith(prefix))
      .sort()
      .flatMap(key => this.#objects.get(key) ?? []);
  }

  definitions(): readonly ResourceDefinition[] {
    return this.#definitions;
  }

  put(object: KubeObject): KubeObject {
    const { namespace, name } = object.metadata;
    const key = this.#key(groupKindOf(object), namespace, name);
    const resourceVersion = this.#objects.get(key)?.metadata.resourceVersion;
    const known = {
      ...object,
      metadata: { ...object.metadata, resourceVersion },
    };
    const old = this.#objects.get(key);
    if (old && isDeepStrictEqual(old, known)) return old;
    this.#revision += 1;
    const metadata = {
      ...object.metadata,
      resourceVersion: `${this.#revision}`,
    };
    const stored = freeze({ ...object, metadata });
    this.#objects.set(key, stored);
    this.log.push(`put ${object.kind} ${name}`);
    return stored;
  }

  delete(
    kind: GroupKind,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    const key = this.#key(kind, namespace, name);
    const old = this.#objects.get(key);
    if (this.#objects.delete(key)) this.log.push(`delete ${kind.kind} ${name}`);
    return old;
  }

  #key(kind: GroupKind, namespace: string | undefined, name: string): string {
    return `${kind.group}/${kind.kind}/${namespace ?? ''}/${name}`;
  }
}

/** Whoever changes an object in place is found out. */
function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
