import { InputError } from '@backstage/errors';
import type {
  ClusterContent,
  GroupKind,
  KubeObject,
  ObjectStore,
  ResourceDefinition,
} from '../../types';
import { Definitions } from './Definitions';
import { EventLog, type StoreEvent } from './EventLog';
import { isEqualJson } from './isEqualJson';
import { groupOf, kindKey } from './kindKey';
import { restoreObjects } from './restoreObjects';
import { objectKey, SortedObjects, type ObjectRange } from './SortedObjects';

const DEFAULT_MAX_LOG_EVENTS = 5_000;
const RESTORED_REVISION_FRACTION = 0.5;

/** What a {@link ClusterStore} is made of. */
export interface ClusterStoreOptions {
  content: Pick<ClusterContent, 'name' | 'definitions' | 'objects'>;
  /** How many changes are kept for watches that come back. */
  maxLogEvents?: number;
  /** The first resourceVersion. From the clock, so that a restart never goes backwards. */
  firstRevision?: number;
}

/** Asked for a revision whose changes are forgotten. */
export class CompactedError extends Error {
  readonly name = 'CompactedError';
}

/** The objects of one cluster in memory, with revisions, history and listeners. */
export class ClusterStore implements ObjectStore {
  readonly cluster: string;
  readonly #definitions: Definitions;
  readonly #tables = new Map<string, SortedObjects>();
  readonly #listeners = new Map<string, Set<(event: StoreEvent) => void>>();
  readonly #maxLogEvents: number;
  #log: EventLog;
  #revision: number;

  constructor(options: ClusterStoreOptions) {
    const { content, maxLogEvents = DEFAULT_MAX_LOG_EVENTS } = options;
    this.cluster = content.name;
    this.#definitions = new Definitions(content.definitions);
    this.#maxLogEvents = maxLogEvents;
    // Microseconds: a store would need a million changes a second to overtake the clock.
    this.#revision = options.firstRevision ?? Date.now() * 1000;
    this.#load(content.objects);
    this.#log = this.#emptyLog();
  }

  /** The newest revision. */
  get revision(): number {
    return this.#revision;
  }

  /** The oldest revision from which a watch can go on. */
  get oldestRevision(): number {
    return this.#log.floor;
  }

  get(
    kind: GroupKind,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.#tables.get(kindKey(kind))?.get(objectKey(namespace, name));
  }

  list(kind: GroupKind): readonly KubeObject[] {
    return this.#tables.get(kindKey(kind))?.all() ?? [];
  }

  definitions(): readonly ResourceDefinition[] {
    return this.#definitions.all();
  }

  /**
   * Serves a kind in these versions only. Its objects stay as they are: those of a kind
   * that is served no more have to be deleted before.
   */
  define(kind: GroupKind, versions: readonly ResourceDefinition[]): void {
    this.#definitions.define(kind, versions);
  }

  /** How many objects there are of all kinds. */
  count(): number {
    let count = 0;
    for (const table of this.#tables.values()) {
      count += table.size;
    }
    return count;
  }

  /**
   * A part of a kind as it was at a revision.
   *
   * @throws CompactedError if the changes since then are forgotten
   */
  range(
    kind: GroupKind,
    range: ObjectRange,
    revision: number = this.#revision,
  ): readonly KubeObject[] {
    const key = kindKey(kind);
    const table = this.#tables.get(key) ?? new SortedObjects();
    return this.#rewind(key, table, revision).range(range);
  }

  put(
    object: KubeObject,
    options: { keepGeneration?: boolean } = {},
  ): KubeObject {
    const key = this.#keyOfKind(object);
    const { namespace, name } = object.metadata;
    const previous = this.#table(key).get(objectKey(namespace, name));
    if (object === previous) {
      return previous;
    }
    const generation = options.keepGeneration
      ? previous?.metadata.generation
      : nextGeneration(object, previous);
    const candidate = withMeta(object, {
      ...(generation === undefined ? {} : { generation }),
      resourceVersion: previous?.metadata.resourceVersion,
    });
    if (previous && isEqualJson(candidate, previous)) {
      return previous;
    }
    const revision = ++this.#revision;
    const stored = withMeta(candidate, { resourceVersion: `${revision}` });
    this.#table(key).set(stored);
    this.#tell({
      type: previous ? 'MODIFIED' : 'ADDED',
      revision,
      kindKey: key,
      object: stored,
      previous,
    });
    return stored;
  }

  delete(
    kind: GroupKind,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    const key = kindKey(kind);
    const table = this.#tables.get(key);
    const previous = table?.get(objectKey(namespace, name));
    if (!table || !previous) {
      return undefined;
    }
    const revision = ++this.#revision;
    table.delete(objectKey(namespace, name));
    this.#tell({
      type: 'DELETED',
      revision,
      kindKey: key,
      object: withMeta(previous, { resourceVersion: `${revision}` }),
      previous,
    });
    return previous;
  }

  /** Calls the listener at each change of a kind, inside of the change; ends by what it returns. */
  subscribe(
    kind: GroupKind,
    listener: (event: StoreEvent) => void,
  ): () => void {
    const key = kindKey(kind);
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** The change that made a revision; undefined when it is forgotten or yet to come. */
  eventAt(revision: number): StoreEvent | undefined {
    return this.#log.at(revision);
  }

  /** Forgets all changes: watches that come back with an older revision are refused. */
  compact(): void {
    this.#log.compact();
  }

  /**
   * Goes back to a backup: the same objects with other uids, lower revisions and no
   * history. Listeners are told nothing, as nobody is when a real store is restored.
   */
  restore(): void {
    const objects = [...this.#tables.values()].flatMap(table => table.all());
    this.#tables.clear();
    this.#revision = Math.floor(this.#revision * RESTORED_REVISION_FRACTION);
    this.#load(restoreObjects(objects));
    this.#log = this.#emptyLog();
  }

  #emptyLog(): EventLog {
    return new EventLog({
      capacity: this.#maxLogEvents,
      revision: this.#revision,
    });
  }

  #load(objects: Iterable<KubeObject>): void {
    const byKind = new Map<string, KubeObject[]>();
    for (const object of objects) {
      const key = this.#keyOfKind(object);
      const generation = nextGeneration(object, undefined);
      const stored = withMeta(object, {
        ...(generation === undefined ? {} : { generation }),
        resourceVersion: `${++this.#revision}`,
      });
      const group = byKind.get(key);
      if (group) {
        group.push(stored);
      } else {
        byKind.set(key, [stored]);
      }
    }
    for (const [key, group] of byKind) {
      this.#tables.set(key, new SortedObjects(group));
    }
  }

  /** Undoes changes on a copy: cheap, because only objects that changed are touched. */
  #rewind(key: string, table: SortedObjects, revision: number): SortedObjects {
    if (revision < this.#log.floor) {
      throw new CompactedError(`Revision ${revision} is compacted`);
    }
    let past: SortedObjects | undefined;
    for (let at = this.#revision; at > revision; at--) {
      const event = this.#log.at(at);
      if (event?.kindKey === key) {
        past ??= table.clone();
        if (event.previous) {
          past.set(event.previous);
        } else {
          const { namespace, name } = event.object.metadata;
          past.delete(objectKey(namespace, name));
        }
      }
    }
    return past ?? table;
  }

  #tell(event: StoreEvent): void {
    this.#log.append(event);
    for (const listener of this.#listeners.get(event.kindKey) ?? []) {
      listener(event);
    }
  }

  #table(key: string): SortedObjects {
    let table = this.#tables.get(key);
    if (!table) {
      table = new SortedObjects();
      this.#tables.set(key, table);
    }
    return table;
  }

  #keyOfKind(object: KubeObject): string {
    const { apiVersion, kind, metadata } = object;
    const key = kindKey({ group: groupOf(apiVersion), kind });
    const namespaced = this.#definitions.isNamespaced(key);
    if (namespaced === undefined) {
      throw new InputError(`Cluster "${this.cluster}" does not serve ${key}`);
    }
    if (namespaced !== Boolean(metadata.namespace)) {
      const problem = namespaced ? 'needs a namespace' : 'has no namespace';
      throw new InputError(`${kind} "${metadata.name}" ${problem}`);
    }
    return key;
  }
}

function withMeta(
  object: KubeObject,
  change: Partial<KubeObject['metadata']>,
): KubeObject {
  return { ...object, metadata: { ...object.metadata, ...change } };
}

/**
 * Grows when the wish changes, and only then: what a controller reports never counts.
 * Most kinds of the core group have none.
 */
function nextGeneration(
  object: KubeObject,
  previous: KubeObject | undefined,
): number | undefined {
  if (object.spec === undefined) {
    return object.metadata.generation;
  }
  const first = groupOf(object.apiVersion) === '' ? undefined : 1;
  const generation = (previous ?? object).metadata.generation ?? first;
  if (!previous || generation === undefined) {
    return generation;
  }
  return isEqualJson(object.spec, previous.spec) ? generation : generation + 1;
}
