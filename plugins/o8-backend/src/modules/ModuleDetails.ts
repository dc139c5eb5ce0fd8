import { ServiceUnavailableError } from '@backstage/errors';
import type {
  ModuleDetail,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { LRUCache } from 'lru-cache';
import { withLimit } from '../leases';
import type {
  FactReader,
  ModuleEntity,
  ModuleStore,
  Revisions,
} from '../store';
import {
  toEvidence,
  type BuiltModule,
  type BuiltSnapshot,
} from './buildSnapshot';
import { toSaidMs } from './isProven';
import type { KnownModule } from './KnownModules';
import type { StoredModule } from './StoredModule';
import { toModuleDetail, type ReadModule } from './toModuleDetail';

/** What people look at at one time; of some hundred objects each. */
const MAX_DETAILS = 500;
/** Of more objects than anybody looks through, the first are given. */
const MAX_OBJECTS = 500;
/** Longer than a database that is well needs for that on a bad day. */
const READ_LIMIT_MS = 10_000;

/** Everything that is known at one moment, as far as details need it. */
export interface DetailOptions {
  built: BuiltSnapshot;
  revisions: Revisions;
  judgedAtMs: ReadonlyMap<number, number>;
  nowMs: number;
}

/** What was read, and after which changes. */
interface Reading {
  read: ReadModule;
  version: string;
  /** Where the counters of the clusters stood on which its objects are. */
  counted: [cluster: string, revision: number | undefined][];
}

interface KeptDetail {
  reading: Reading;
  module: StoredModule;
  /** All statuses when it was made, and those of them that it says. */
  all: SourceStatus[];
  said: SourceStatus[];
  /** The step of when nothing waited, which it says too. */
  judgedMs: number;
  detail: ModuleDetail;
}

/** Keeps what is known of the modules that were asked for last. */
export class ModuleDetails {
  readonly #store: Pick<ModuleStore, 'listStates'>;
  readonly #facts: Pick<FactReader, 'objectsOf'>;
  readonly #keyOf: (entityRef: string) => string;
  readonly #kept = new LRUCache<string, KeptDetail>({ max: MAX_DETAILS });
  /** What is being read, by entity and version: those who ask meanwhile share it. */
  readonly #readings = new Map<string, Promise<Reading>>();

  constructor(options: {
    store: Pick<ModuleStore, 'listStates'>;
    facts: Pick<FactReader, 'objectsOf'>;
    keyOf: (entityRef: string) => string;
  }) {
    this.#store = options.store;
    this.#facts = options.facts;
    this.#keyOf = options.keyOf;
  }

  /** The same object as before while nothing of it changed. */
  async get(
    entityRef: string,
    options: DetailOptions,
  ): Promise<ModuleDetail | undefined> {
    const built = options.built.modules.get(entityRef);
    if (!built) {
      return undefined;
    }
    const { revisions } = options;
    const version = toVersion(built.known, revisions);
    const kept = this.#kept.get(entityRef);
    if (kept && isLast(kept.reading, version, revisions)) {
      return this.#refresh(kept, built, options).detail;
    }
    const reading = await this.#read(built.known.entity, version, revisions);
    // Of those who have waited for it, another one may have been first.
    const made = this.#kept.get(entityRef);
    return made?.reading === reading
      ? this.#refresh(made, built, options).detail
      : this.#make(reading, built, options).detail;
  }

  // What was read is the last word; sources and time may have made it another one.
  #refresh(
    kept: KeptDetail,
    built: BuiltModule,
    options: DetailOptions,
  ): KeptDetail {
    const { all } = options.built.statuses;
    const judgedMs = toSaidMs(options.judgedAtMs.get(built.known.shard));
    if (kept.module !== built.module || kept.judgedMs !== judgedMs) {
      return this.#make(kept.reading, built, options);
    }
    if (kept.all !== all) {
      const now = new Set(all);
      if (!kept.said.every(each => now.has(each))) {
        return this.#make(kept.reading, built, options);
      }
      kept.all = all;
    }
    return kept;
  }

  #make(
    reading: Reading,
    { known, module }: BuiltModule,
    options: DetailOptions,
  ): KeptDetail {
    const { statuses } = options.built;
    const evidence = toEvidence(known, { ...options, statuses });
    const { detail, statuses: said } = toModuleDetail({
      known,
      read: reading.read,
      statuses: statuses.all,
      evidence,
      key: this.#keyOf(known.entity.entityRef),
    });
    const judgedMs = toSaidMs(evidence.judgedAtMs);
    const made = { reading, module, all: statuses.all, said, judgedMs, detail };
    this.#kept.set(known.entity.entityRef, made);
    return made;
  }

  async #read(
    entity: ModuleEntity,
    version: string,
    revisions: Revisions,
  ): Promise<Reading> {
    const key = JSON.stringify([entity.entityRef, version]);
    let reading = this.#readings.get(key);
    if (!reading) {
      reading = this.#readAnew(entity)
        .then(read => ({ read, version, counted: count(read, revisions) }))
        .finally(() => this.#readings.delete(key));
      this.#readings.set(key, reading);
    }
    return reading;
  }

  async #readAnew(entity: ModuleEntity): Promise<ReadModule> {
    try {
      const [states, objects] = await withLimit(
        Promise.all([
          this.#store.listStates([entity.entityRef]),
          this.#facts.objectsOf(entity, { limit: MAX_OBJECTS }),
        ]),
        // Nobody else could read it until a query ends that may hang for ever.
        { limitMs: READ_LIMIT_MS },
      );
      return {
        states: states.sort((a, b) => (a.facet < b.facet ? -1 : 1)),
        objects,
      };
    } catch (error) {
      throw new ServiceUnavailableError(
        'What is known of the module cannot be read at the moment',
        error,
      );
    }
  }
}

// Of what is only claimed, no judgement says on which cluster it is.
function count(
  { objects: { objects } }: ReadModule,
  { clusters }: Revisions,
): Reading['counted'] {
  const names = new Set(objects.map(({ cluster }) => cluster));
  return [...names].map(name => [name, clusters.get(name)]);
}

/** Whether nothing changed of what was read. */
function isLast(
  reading: Reading,
  version: string,
  { clusters }: Revisions,
): boolean {
  return (
    reading.version === version &&
    reading.counted.every(([name, number]) => clusters.get(name) === number)
  );
}

/** Other than before as soon as something changed of what a detail is read from. */
function toVersion(known: KnownModule, revisions: Revisions): string {
  const clusters = new Set(
    known.judgements.flatMap(({ sources, clusters: placed }) => [
      ...sources.map(({ cluster }) => cluster),
      ...placed,
    ]),
  );
  return JSON.stringify([
    known.module,
    known.revision,
    [...clusters].sort().map(name => [name, revisions.clusters.get(name) ?? 0]),
  ]);
}
