import type {
  ModuleDetail,
  ModuleSummary,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import type { FactReader, ModuleStore } from '../store';
import { toModuleDetail, toModuleSummary } from './toModuleSummary';

/** Of more objects than anybody looks through, the first are given. */
const MAX_OBJECTS = 500;

/** Answers what is known of modules, from the store alone. */
export class ModuleReader {
  readonly #store: ModuleStore;
  readonly #facts: Pick<FactReader, 'objectsOf'>;
  readonly #listStatuses: () => Promise<SourceStatus[]>;
  readonly #keyOf: (entityRef: string) => string;

  constructor(options: {
    store: ModuleStore;
    facts: Pick<FactReader, 'objectsOf'>;
    listStatuses: () => Promise<SourceStatus[]>;
    keyOf: (entityRef: string) => string;
  }) {
    this.#store = options.store;
    this.#facts = options.facts;
    this.#listStatuses = options.listStatuses;
    this.#keyOf = options.keyOf;
  }

  /** Every module, ordered by entity ref. */
  async list(): Promise<{ items: ModuleSummary[]; sources: SourceStatus[] }> {
    const [entities, states, sources] = await Promise.all([
      this.#store.listEntities(),
      this.#store.listStates(),
      this.#listStatuses(),
    ]);
    const statesOf = groupBy(states, ({ entityRef }) => entityRef);
    const claims = groupBy(entities, ({ module }) => module);
    const now = new Date();
    return {
      items: entities.map(entity =>
        toModuleSummary(
          {
            entity,
            states: statesOf.get(entity.entityRef) ?? [],
            claimedBy: (claims.get(entity.module) ?? []).map(e => e.entityRef),
            key: this.#keyOf(entity.entityRef),
            now,
          },
          sources,
        ),
      ),
      sources: sources.map(withoutMovingTime),
    };
  }

  /** One module; undefined if the entity is none. */
  async get(entityRef: string): Promise<ModuleDetail | undefined> {
    const entity = await this.#store.getEntity(entityRef);
    if (!entity) {
      return undefined;
    }
    const [states, claims, objects, statuses] = await Promise.all([
      this.#store.listStates([entityRef]),
      this.#store.entitiesOf(entity.module),
      this.#facts.objectsOf(entity, { limit: MAX_OBJECTS }),
      this.#listStatuses(),
    ]);
    return toModuleDetail(
      {
        entity,
        states,
        objects,
        claimedBy: claims.map(claim => claim.entityRef),
        key: this.#keyOf(entityRef),
        now: new Date(),
      },
      statuses,
    );
  }
}

// What is fresh is confirmed every few seconds: a list that said when would never be
// the same twice, and could not be cached.
function withoutMovingTime(status: SourceStatus): SourceStatus {
  const { state, since } = status;
  return state === 'fresh' || state === 'unsupported'
    ? { ...status, confirmedAt: since }
    : status;
}

function groupBy<T>(items: T[], toKey: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    groups.set(toKey(item), [...(groups.get(toKey(item)) ?? []), item]);
  }
  return groups;
}
