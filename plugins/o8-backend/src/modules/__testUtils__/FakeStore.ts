import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import { createStatus as createAssessStatus } from '../../assess/__testUtils__';
import {
  shardOf,
  type ChangeReader,
  type EntityObjects,
  type ModuleChanges,
  type ModuleEntity,
  type Revisions,
  type SourceRow,
  type StateRow,
} from '../../store';

/** What an index reads, in memory, with counters as the database has them. */
export class FakeStore implements ChangeReader {
  readonly entities = new Map<string, ModuleEntity>();
  readonly states = new Map<string, StateRow>();
  readonly numbers = new Map<string, number>();
  sources: SourceStatus[] = [];
  objects: EntityObjects = { objects: [], totalObjects: 0, emptyClaims: [] };
  #revisions: Revisions = {
    shards: new Map(),
    clusters: new Map(),
    sources: 0,
  };

  readRevisions = jest.fn(async () => structuredClone(this.#revisions));
  list = jest.fn(async () => this.sources as unknown as SourceRow[]);
  listStates = jest.fn(async (refs?: string[]) =>
    [...this.states.values()].filter(row => refs?.includes(row.entityRef)),
  );
  objectsOf = jest.fn(async (_entity: ModuleEntity) => this.objects);
  readChanges = jest.fn(
    async (options: Parameters<ChangeReader['readChanges']>[0]) =>
      this.#readChanges(options),
  ) as unknown as ChangeReader['readChanges'] & jest.Mock;

  /** Keeps entities, and takes away those that are given by their refs. */
  reconcile(...changes: (ModuleEntity | string)[]): void {
    for (const change of changes) {
      const ref = typeof change === 'string' ? change : change.entityRef;
      const before = this.entities.get(ref);
      if (before) {
        this.bump(before.module);
        this.entities.delete(ref);
      }
      if (typeof change === 'string') {
        for (const key of [...this.states.keys()]) {
          if (key.startsWith(`${ref} `)) {
            this.states.delete(key);
          }
        }
      } else {
        this.entities.set(ref, change);
        this.bump(change.module);
      }
    }
  }

  /** Keeps judgements of entities that there are. */
  judge(...rows: StateRow[]): void {
    for (const row of rows) {
      const entity = this.entities.get(row.entityRef);
      if (entity) {
        this.states.set(`${row.entityRef} ${row.facet}`, row);
        this.bump(entity.module);
      }
    }
  }

  /** Keeps what is known of sources. */
  report(...sources: SourceStatus[]): void {
    this.sources = sources;
    this.#revisions.sources += 1;
  }

  /** Keeps that of a shard nothing waited. */
  reportJudged(shard: number, at: Date): void {
    this.#revisions.shards.set(shard, {
      ...this.#shard(shard),
      judgedAt: at.toISOString(),
    });
  }

  bump(module: string): void {
    const shard = shardOf(module);
    const { revision, ...rest } = this.#shard(shard);
    this.#revisions.shards.set(shard, { ...rest, revision: revision + 1 });
    this.numbers.set(module, revision + 1);
  }

  bumpCluster(name: string): void {
    const { clusters } = this.#revisions;
    clusters.set(name, (clusters.get(name) ?? 0) + 1);
  }

  #shard(shard: number) {
    return (
      this.#revisions.shards.get(shard) ?? {
        revision: 0,
        floor: 0,
        judgedAt: null,
      }
    );
  }

  #readChanges<Judgement>(options: {
    since: Revisions | undefined;
    project: (row: StateRow) => Judgement;
  }): ModuleChanges<Judgement> {
    const { since, project } = options;
    const modules = new Map(
      [...this.numbers].filter(
        ([module, number]) =>
          number > (since?.shards.get(shardOf(module))?.revision ?? 0),
      ),
    );
    const entities = [...this.entities.values()].filter(
      ({ module }) => !since || modules.has(module),
    );
    const refs = new Set(entities.map(({ entityRef }) => entityRef));
    return {
      isAll: !since,
      revisions: structuredClone(this.#revisions),
      modules,
      entities: entities.map(entity => ({ module: entity.module, entity })),
      judgements: [...this.states.values()]
        .filter(({ entityRef }) => refs.has(entityRef))
        .map(project),
    };
  }
}

/** A source that is fresh, but for what a test says. */
export function createStatus(
  cluster: string,
  source: string,
  fields: Partial<SourceStatus> = {},
): SourceStatus {
  return createAssessStatus(cluster, source, {
    since: '2026-11-22T08:00:00.000Z',
    confirmedAt: '2026-11-22T10:41:50.000Z',
    ...fields,
  });
}
