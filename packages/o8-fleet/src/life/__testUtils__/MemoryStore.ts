import { isDeepStrictEqual } from 'node:util';
import type {
  ClusterContent,
  GroupKind,
  KubeObject,
  ObjectStore,
  ResourceDefinition,
} from '../../types';
import { groupKindOf } from '../kinds';

/** A store of plain Maps, one for each kind, that writes down what was done and freezes. */
export class MemoryStore implements ObjectStore {
  readonly cluster: string;
  /** Every change that was one: `put Kind name` or `delete Kind name`. */
  readonly log: string[] = [];
  readonly #definitions: readonly ResourceDefinition[];
  readonly #tables = new Map<string, Map<string, KubeObject>>();
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
    return this.#table(kind).get(keyOf(namespace, name));
  }

  list(kind: GroupKind): readonly KubeObject[] {
    const table = this.#table(kind);
    return [...table.keys()].sort().flatMap(key => table.get(key) ?? []);
  }

  definitions(): readonly ResourceDefinition[] {
    return this.#definitions;
  }

  put(object: KubeObject): KubeObject {
    const { namespace, name } = object.metadata;
    const table = this.#table(groupKindOf(object));
    const key = keyOf(namespace, name);
    const old = table.get(key);
    const resourceVersion = old?.metadata.resourceVersion;
    const known = {
      ...object,
      metadata: { ...object.metadata, resourceVersion },
    };
    if (old && isDeepStrictEqual(old, known)) return old;
    this.#revision += 1;
    const metadata = {
      ...object.metadata,
      resourceVersion: `${this.#revision}`,
    };
    const stored = freeze({ ...object, metadata });
    table.set(key, stored);
    this.log.push(`put ${object.kind} ${name}`);
    return stored;
  }

  delete(
    kind: GroupKind,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    const table = this.#table(kind);
    const key = keyOf(namespace, name);
    const old = table.get(key);
    if (table.delete(key)) this.log.push(`delete ${kind.kind} ${name}`);
    return old;
  }

  #table({ group, kind }: GroupKind): Map<string, KubeObject> {
    const key = `${group}/${kind}`;
    let table = this.#tables.get(key);
    if (!table) {
      table = new Map();
      this.#tables.set(key, table);
    }
    return table;
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** Whoever changes an object in place is found out. */
function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
