import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  createBatch,
  createFactRow,
  LATER,
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
import { DatabaseFactReader } from './DatabaseFactReader';
import { DatabaseFactStore } from './DatabaseFactStore';
import { DatabaseLeaseStore } from './DatabaseLeaseStore';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import { DatabaseSourceStore } from './DatabaseSourceStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

/** What grows with the fleet, or with time. Everything else is small for ever. */
const LARGE = [
  'claims',
  'fact_labels',
  'facts',
  'module_clusters',
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
    /^select distinct "module" from "modules"$/,
    'modules',
    'objects of no module are compared with all modules',
  ],
];

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
    const entities = createEntities();
    await modules.reconcile(entities);
    await fillDatabase(knex);
    await knex.raw('ANALYZE');
    queries = await collectQueries(knex, async () => {
      await useFacts(facts);
      await useModules(modules, entities);
      await useSources(sources);
      await useLeases(leases);
      for (const entity of [entities[10], entities[11]]) {
        await reader.factsOf(entity.module, [entity]);
        await reader.objectsOf(entity, { limit: 100 });
      }
      await reader.listUnmatched();
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
    await store.entitiesOf('m-1');
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
      })),
      { module, revision: 1 },
    );
    await store.retain({ historyBefore: LATER });
    await store.getSecret('signals');
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
