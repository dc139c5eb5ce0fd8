import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import {
  createBatch,
  createFactRow,
  LATER,
  NOW,
} from './__testUtils__/createFactRow';
import {
  CLUSTERS,
  createEntities,
  fillDatabase,
} from './__testUtils__/fillDatabase';
import {
  collectQueries,
  findScans,
  toWording,
  type Query,
} from './__testUtils__/findScans';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseChangeReader } from './DatabaseChangeReader';
import { DatabaseFactReader } from './DatabaseFactReader';
import { DatabaseFactStore } from './DatabaseFactStore';
import { DatabaseHistoryReader } from './DatabaseHistoryReader';
import { DatabaseLeaseStore } from './DatabaseLeaseStore';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import { DatabaseSourceStore } from './DatabaseSourceStore';
import { DatabaseVisibilityStore } from './DatabaseVisibilityStore';
import type { ModuleQuery } from './moduleAttributes';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

/** What grows with the fleet, or with time. Everything else is small for ever. */
const LARGE = [
  'claims',
  'fact_labels',
  'facts',
  'module_attributes',
  'module_clusters',
  'module_revisions',
  'modules',
  'state_history',
  'states',
  'touched',
];

/** What queries call large tables beside their names: SQLite says it so. */
const ALIASES = new Set(['later', 'home']);

/** Queries that may go through all of a large table, by their beginning, and why. */
const EXCEPTIONS: [beginning: RegExp, table: string, reason: string][] = [
  [/^select \* from "states"$/, 'states', 'the list of modules shows all'],
  [
    /^select \* from "modules" order by "entity_ref"/,
    'modules',
    'the list of modules shows all',
  ],
  [
    /^select "entity_ref", "module", "hash" from "modules"$/,
    'modules',
    'the catalog is compared with all that is kept',
  ],
  [
    /^select \* from "claims" order by "position"/,
    'claims',
    'a changed catalog is compared with all that is kept',
  ],
  [
    /^select "module", "revision" from "touched"/,
    'touched',
    'all of it is of a replica that is alone; there are no more than modules',
  ],
  [
    /^select "module" from \(select "module" from "module_clusters"/,
    'modules',
    'each chunk of a fan-out is compared with all modules',
  ],
  [
    /^delete from "state_history" where /,
    'modules',
    'once an hour: is its entity among all that there are',
  ],
  [
    /^select "entity_ref" from "modules"$/,
    'modules',
    'whoever may see them all, as far as the catalog shows them',
  ],
  [
    /^select "module", "entity" from "modules"$/,
    'modules',
    'at its first look, and after changes were forgotten, an index reads all',
  ],
  [
    /^select "module", "revision" from "module_revisions"$/,
    'module_revisions',
    'at its first look, and after changes were forgotten, an index reads all',
  ],
  [
    /^select "shard", max\(revision\) as revision from "module_revisions"/,
    'module_revisions',
    'once an hour: which are of no module',
  ],
  [
    /^select "shard", max\(revision\) as revision from "module_revisions"/,
    'modules',
    'once an hour: is its module among all that there are',
  ],
  [
    /^delete from "module_revisions" where /,
    'modules',
    'once an hour: is its module among all that there are',
  ],
  [
    /^select "entity_ref" from "modules" where \(/,
    'modules',
    'whom conditions hide little from; attributes are found by their index',
  ],
  [
    /^select distinct "module" from "modules"$/,
    'modules',
    'objects of no module are compared with all modules',
  ],
];

/** Which modules somebody may see, as a policy may say it. */
const CRITERIA: PermissionCriteria<ModuleQuery> = {
  allOf: [
    {
      anyOf: [
        { attribute: 'owner', values: ['group:default/team-1'] },
        { attribute: 'namespace', values: ['team-1', 'team-2'] },
      ],
    },
    { not: { attribute: 'cluster', values: ['eu-1'] } },
  ],
};

const ROW = createFactRow({ name: 'b', namespace: 'team-1' });

describe.each(databases.eachSupportedId())('Query plans, %s', id => {
  let knex: Knex;
  let queries: Query[];

  beforeAll(async () => {
    knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const facts = await DatabaseFactStore.create({ database });
    const leases = await DatabaseLeaseStore.create({ database });
    const modules = await DatabaseModuleStore.create({ database });
    const sources = await DatabaseSourceStore.create({ database });
    const reader = await DatabaseFactReader.create({ database });
    const changes = await DatabaseChangeReader.create({ database });
    const visibility = await DatabaseVisibilityStore.create({ database });
    const entities = createEntities();
    await modules.reconcile(entities);
    await fillDatabase(knex);
    await knex.raw('ANALYZE');
    queries = await collectQueries(knex, async () => {
      await useFacts(facts);
      await useModules(modules, entities);
      await useSources(sources);
      await useLeases(leases);
      await useChanges(changes);
      await useVisibility(visibility);
      for (const entity of [entities[10], entities[11]]) {
        await reader.factsOf([{ module: entity.module, entities: [entity] }]);
        await reader.objectsOf(entity, { limit: 100 });
      }
      await reader.listUnmatched();
      await useHistory(await DatabaseHistoryReader.create({ database }));
    });
  });

  async function useFacts(store: DatabaseFactStore) {
    const record = { ...ROW, name: 'r', uid: 'u' };
    const shared = {
      ...ROW,
      name: 's',
      binds: 'subject' as const,
      subjectNamespace: null,
    };
    const batch = createBatch([ROW, record, shared]);
    await store.apply(batch);
    await store.apply(
      createBatch(
        [ROW, record, shared].map(r => ({ ...r, volatile: { n: 1 } })),
      ),
    );
    await store.apply({ ...batch, rows: [] });
    const application = createFactRow({
      kind: 'argoproj.io/Application',
      name: 'app-1',
      labels: { a: 'b' },
      project: 'project-7',
      places: true,
    });
    await store.apply(createBatch([application]));
    const { observedOn, kind } = ROW;
    const seen = new Set(['team-1/a']);
    await store.sweep({ observedOn, kind, seen, now: LATER });
    await store.retain({ goneBefore: LATER, clusters: CLUSTERS });
  }

  async function useModules(
    store: DatabaseModuleStore,
    entities: ReturnType<typeof createEntities>,
  ) {
    await store.listEntities();
    await store.listStates();
    await store.listStates([entities[1].entityRef]);
    await store.listHistory(entities[1].entityRef, 'sync');
    await store.entitiesOf(['m-1']);
    await store.getEntity(entities[1].entityRef);
    const [, renamed, other, ...others] = entities;
    await store.reconcile([
      { ...renamed, claims: [], title: 'other' },
      { ...other, claims: [{ ...other.claims[0], namespace: 'new' }] },
      ...others,
    ]);
    await store.fanOut('all');
    await store.advanceFanOuts(50);
    await store.fanOut({ cluster: 'eu-1' });
    await store.advanceFanOuts(50);
    await store.listTouched(20, [1, 2, 3]);
    await store.touchDue(NOW, 20);
    await store.reportJudged(1, LATER);
    const [{ entityRef, module }] = others;
    await store.saveStates(
      ['sync', 'recovery'].map(facet => ({
        entityRef,
        facet,
        state: { verdict: 'bad', headline: { code: 'y', params: {} } },
        sources: [{ cluster: 'new', source: 'x' }],
        placements: [],
        binding: 'confirmed',
        assessedAt: LATER.toISOString(),
        validUntil: null,
      })),
      { module, revision: 1 },
    );
    // Somebody has left the catalog.
    await store.reconcile(others.slice(1));
    await store.retain({ historyBefore: LATER });
    await store.getSecret('signals');
  }

  async function useChanges(store: DatabaseChangeReader) {
    const { shards, ...rest } = await store.readRevisions();
    const [[shard, first]] = shards;
    const before = { ...first, revision: first.revision - 1 };
    const since = { ...rest, shards: new Map(shards).set(shard, before) };
    await store.readChanges({ since: undefined, project: () => null });
    await store.readChanges({ since, project: () => null });
  }

  async function useHistory(reader: DatabaseHistoryReader) {
    const selection = {
      facets: ['sync', 'recovery'],
      recordTypes: ['x.a', 'velero.backup'] as const,
      order: 'newest' as const,
      limit: 20,
    };
    // Its Namespace is there, and so are a backup of it and one of all of its cluster.
    await reader.historyOf('component:default/m-11', selection);
    await reader.historyOf('component:default/m-11', {
      ...selection,
      order: 'oldest',
      from: NOW.toISOString(),
      to: LATER.toISOString(),
      after: { at: NOW.toISOString(), tie: 'x' },
    });
  }

  async function useSources(store: DatabaseSourceStore) {
    const row = {
      cluster: 'eu-1',
      source: 'x',
      state: 'fresh' as const,
      since: LATER.toISOString(),
      confirmedAt: null,
      message: null,
      kinds: [],
    };
    await store.reconcile([row]);
    await store.report(row);
    await store.confirm({ cluster: 'eu-1', sources: ['x'], at: LATER });
    await store.list();
    await store.reconcile([]);
  }

  async function useVisibility(store: DatabaseVisibilityStore) {
    const refs = ['component:default/m-1'];
    await store.select(CRITERIA);
    await store.select({ not: { attribute: 'cluster', values: ['eu-1'] } });
    await store.select(CRITERIA, refs);
    await store.select(undefined, refs);
    await store.select(undefined);
    await store.attributesOf(refs);
  }

  async function useLeases(store: DatabaseLeaseStore) {
    await store.heartbeat({ holder: 'one', ttlMs: 1_000 });
    const name = 'cluster/eu-1';
    const lease = await store.acquire({ name, holder: 'one', ttlMs: 1_000 });
    await store.listTaken([name]);
    await store.renew([lease!], { ttlMs: 1_000 });
    await store.release([lease!]);
    await store.leave('one');
    await store.retain({ endedForMs: 1 });
  }

  const isAllowed = (sql: string, table: string) =>
    EXCEPTIONS.some(
      ([beginning, of]) => of === table && beginning.test(toWording(sql)),
    );

  it('sees every statement that the stores have', () => {
    const wordings = queries.map(({ sql }) => toWording(sql));
    const verbs = ['select', 'insert into', 'delete from'];
    const missing = LARGE.flatMap(table =>
      verbs
        .filter(
          verb =>
            !wordings.some(
              sql => sql.startsWith(verb) && sql.includes(`"${table}"`),
            ),
        )
        .map(verb => `${verb} ${table}`),
    );
    expect(missing).toEqual([]);
    expect(queries.length).toBeGreaterThan(50);
  });

  it('none goes through a large table but those with a reason', async () => {
    const found: string[] = [];
    for (const query of queries) {
      const scans = await findScans(knex, query);
      found.push(
        ...scans
          .filter(table => LARGE.includes(table) || ALIASES.has(table))
          .filter(table => !isAllowed(query.sql, table))
          .map(table => `${table}: ${toWording(query.sql)}`),
      );
    }
    expect(found).toEqual([]);
  });

  it('has no exception that nobody needs', () => {
    const wordings = queries.map(({ sql }) => toWording(sql));
    const unused = EXCEPTIONS.filter(
      ([beginning]) => !wordings.some(sql => beginning.test(sql)),
    );
    expect(unused.map(([beginning]) => beginning.source)).toEqual([]);
  });

  it('notices a scan', async () => {
    await expect(
      findScans(knex, {
        sql: `select * from "facts" where "value" = 'x'`,
        bindings: [],
      }),
    ).resolves.toEqual(['facts']);
  });
});
