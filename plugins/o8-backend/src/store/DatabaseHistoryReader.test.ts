import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  createApplicationRow,
  createFactRow,
  createNamespaceRow,
} from './__testUtils__/createFactRow';
import { createEntity, createStores } from './__testUtils__/createStores';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseHistoryReader } from './DatabaseHistoryReader';
import type { FactRow } from './FactRow';
import type { HistorySelection } from './HistoryReader';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });
const REF = 'component:default/a';
const at = (hour: number) =>
  `2026-11-22T${String(hour).padStart(2, '0')}:00:00.000Z`;

const ALL: HistorySelection = {
  facets: ['sync', 'compliance', 'recovery'],
  recordTypes: ['velero.backup', 'restores.restore', 'argocd.deployment'],
  order: 'newest',
  limit: 100,
};

/** A backup of `team-a` on `eu-1`, from where only the platform can write. */
function createBackup(
  name: string,
  hour: number,
  fields: Partial<FactRow> = {},
) {
  return createFactRow({
    kind: 'velero.io/Backup',
    apiVersion: 'velero.io/v1',
    namespace: 'velero',
    name,
    uid: `uid of ${name}`,
    type: 'velero.backup',
    source: 'velero',
    platform: true,
    binds: 'subject',
    evidenceAt: at(hour),
    value: { phase: 'Completed', excluded: [] },
    ...fields,
  });
}

const home = createNamespaceRow('team-a', 'a', 'eu-1', {
  value: { createdAt: at(2) },
});

describe.each(databases.eachSupportedId())('History, %s', id => {
  let knex: Knex;
  let stores: Awaited<ReturnType<typeof createStores>>;
  let reader: DatabaseHistoryReader;

  beforeAll(async () => {
    knex = await databases.init(id);
    stores = await createStores(knex);
    reader = await DatabaseHistoryReader.create({
      database: mockServices.database({ knex }),
    });
  });

  beforeEach(async () => {
    for (const table of ['facts', 'modules', 'state_history']) {
      await knex(table).delete();
    }
    await stores.modules.reconcile([createEntity('a'), createEntity('b')]);
  });

  async function addChange(facet: string, hour: number, ref = REF) {
    const headline = JSON.stringify({ code: `${facet} ${hour}`, params: {} });
    await knex('state_history').insert({
      entity_ref: ref,
      facet,
      verdict: 'bad',
      headline,
      at: at(hour),
    });
  }

  async function list(selection: Partial<HistorySelection> = {}, ref = REF) {
    const page = await reader.historyOf(ref, { ...ALL, ...selection });
    return page?.rows.map(row =>
      'record' in row ? row.record.object.name : row.headline.code,
    );
  }

  it('is none of what is no module', async () => {
    await addChange('sync', 1, 'component:default/gone');
    expect(await list({}, 'component:default/gone')).toBeUndefined();
  });

  it('tells of changes and records in one order, with what they say', async () => {
    await stores.put(home, createBackup('b-3', 3), createBackup('b-5', 5));
    await addChange('sync', 4);
    await addChange('recovery', 6);
    await addChange('sync', 5, 'component:default/b');
    expect(await list()).toEqual(['recovery 6', 'b-5', 'sync 4', 'b-3']);
    expect(await list({ order: 'oldest' })).toEqual([
      'b-3',
      'sync 4',
      'b-5',
      'recovery 6',
    ]);
    const page = await reader.historyOf(REF, { ...ALL, limit: 2 });
    expect(page).toMatchObject({ totalRows: 4, hasMore: true });
    expect(page?.rows).toEqual([
      {
        at: at(6),
        tie: expect.any(String),
        facet: 'recovery',
        verdict: 'bad',
        headline: { code: 'recovery 6', params: {} },
      },
      {
        at: at(5),
        tie: expect.any(String),
        record: {
          type: 'velero.backup',
          object: {
            cluster: 'eu-1',
            apiVersion: 'velero.io/v1',
            kind: 'Backup',
            namespace: 'velero',
            name: 'b-5',
          },
          subject: { cluster: 'eu-1', namespace: 'team-a' },
          value: { phase: 'Completed', excluded: [] },
          goneAt: null,
        },
      },
    ]);
  });

  it('tells only of the facets, types and times that are asked for', async () => {
    await stores.put(home, createBackup('b-3', 3), createBackup('b-5', 5));
    await addChange('sync', 4);
    await addChange('recovery', 5);
    expect(await list({ facets: ['sync'] })).toEqual(['b-5', 'sync 4', 'b-3']);
    expect(await list({ facets: [] })).toEqual(['b-5', 'b-3']);
    expect(await list({ recordTypes: [] })).toEqual(['recovery 5', 'sync 4']);
    expect(await list({ recordTypes: ['restores.restore'] })).toHaveLength(2);
    expect(await list({ facets: [], recordTypes: [] })).toEqual([]);
    expect(await list({ from: at(4), to: at(5) })).toEqual(['sync 4']);
    const page = await reader.historyOf(REF, { ...ALL, from: at(5) });
    expect(page).toMatchObject({ totalRows: 2, hasMore: false });
  });

  it.each(['newest', 'oldest'] as const)(
    'gives each entry once, page by page, the %s first',
    async order => {
      // Four at each time: pages end among what is equal.
      const hours = [3, 3, 3, 4, 4, 4, 5, 5, 5];
      await stores.put(
        home,
        ...hours.map((hour, i) => createBackup(`b-${i}`, hour)),
      );
      for (const hour of [3, 4, 5]) {
        await addChange('sync', hour);
      }
      const all = await list({ order });
      expect(new Set(all).size).toBe(12);
      const found: string[] = [];
      let after: HistorySelection['after'];
      for (let pages = 0; pages < 4; pages++) {
        const page = await reader.historyOf(REF, {
          ...ALL,
          order,
          limit: 5,
          after,
        });
        expect(page).toMatchObject({ totalRows: 12, hasMore: pages < 2 });
        found.push(...(await list({ order, limit: 5, after }))!);
        after = page?.rows.at(-1) ?? after;
      }
      expect(found).toEqual(all);
    },
  );

  it('keeps what happened when its object is gone, and says since when', async () => {
    const gone = createBackup('gone', 4);
    await stores.put(home, gone);
    const { observedOn, kind } = gone;
    const now = new Date(at(9));
    await stores.store.sweep({ observedOn, kind, seen: new Set(), now });
    const page = await reader.historyOf(REF, ALL);
    expect(page?.rows).toMatchObject([{ record: { goneAt: at(9) } }]);
  });

  it('gives one entry to what is its own in two ways', async () => {
    await stores.put(
      home,
      createBackup('b', 3, { ownModule: 'a', labelModule: 'a' }),
    );
    expect(await list()).toEqual(['b']);
    const page = await reader.historyOf(REF, ALL);
    expect(page?.totalRows).toBe(1);
  });

  describe('takes for its own', () => {
    it.each<[string, FactRow[]]>([
      [
        'what lies in its Namespace',
        [
          createBackup('x', 1, {
            namespace: 'team-a',
            binds: 'object',
            platform: false,
          }),
        ],
      ],
      [
        'what names it, whatever it is about and however old it is',
        [createBackup('x', 1, { ownModule: 'a', subjectNamespace: 'old' })],
      ],
      [
        'what names its entity',
        [createBackup('x', 1, { ownEntity: REF, subjectNamespace: 'old' })],
      ],
      ['a backup of its Namespace', [createBackup('x', 2)]],
      [
        'a backup of the whole cluster',
        [createBackup('x', 3, { subjectNamespace: null })],
      ],
      [
        'a backup of the cluster that leaves out others',
        [
          createBackup('x', 3, {
            subjectNamespace: null,
            value: { excluded: ['team-b', 'kube-*'] },
          }),
        ],
      ],
      [
        'what Argo CD deployed',
        [
          createApplicationRow('x', {
            type: 'argocd.deployment',
            uid: 'u',
            key: at(1),
            ownModule: 'a',
            evidenceAt: at(1),
          }),
        ],
      ],
      [
        'what never began, by when it was seen',
        [createBackup('x', 0, { evidenceAt: null })],
      ],
    ])('%s', async (_name, rows) => {
      await stores.put(home, ...rows);
      expect(await list()).toEqual(['x']);
    });
  });

  describe('does not take for its own', () => {
    const value = (excluded: string[]) => ({
      subjectNamespace: null,
      value: { excluded },
    });

    it.each<[string, FactRow]>([
      [
        'a backup of another namespace',
        createBackup('x', 3, { subjectNamespace: 'team-b' }),
      ],
      [
        'one of the other cluster',
        createBackup('x', 3, { subjectCluster: 'us-1' }),
      ],
      ['one from before its Namespace was there', createBackup('x', 1)],
      ['one of the cluster from before', createBackup('x', 1, value([]))],
      [
        'one that leaves its Namespace out',
        createBackup('x', 3, value(['team-a'])),
      ],
      [
        'one that leaves it out by a pattern',
        createBackup('x', 3, value(['team-*'])),
      ],
      [
        'what names another entity',
        createBackup('x', 3, {
          ownModule: 'a',
          ownEntity: 'component:default/b',
        }),
      ],
      [
        'what names another module where teams can write',
        createBackup('x', 3, {
          namespace: 'team-a',
          binds: 'object',
          labelModule: 'b',
        }),
      ],
      [
        'backups of shared databases, of which nobody knows whose data they hold',
        createBackup('x', 3, {
          type: 'postgresBackups.backup',
          subjectNamespace: null,
        }),
      ],
      ['what is no record', createBackup('x', 3, { uid: '' })],
      ['other records', createBackup('x', 3, { type: 'volumeBackups.copy' })],
    ])('%s', async (_name, row) => {
      await stores.put(home, row);
      const recordTypes = [
        ...ALL.recordTypes,
        'postgresBackups.backup' as const,
      ];
      expect(await list({ recordTypes })).toEqual([]);
    });

    it('records of a module that two entities claim, though changes are its own', async () => {
      await stores.modules.reconcile([
        createEntity('a'),
        createEntity('thief', { module: 'a' }),
      ]);
      await stores.put(home, createBackup('x', 3));
      await addChange('sync', 4);
      expect(await list()).toEqual(['sync 4']);
      expect(await list({}, 'component:default/thief')).toEqual([]);
    });

    it('records of a module that the platform says is of another entity', async () => {
      await stores.modules.reconcile([
        createEntity('a'),
        createEntity('thief', { module: 'a' }),
      ]);
      await stores.put({ ...home, ownEntity: REF }, createBackup('x', 3));
      expect(await list()).toEqual(['x']);
      expect(await list({}, 'component:default/thief')).toEqual([]);
    });
  });
});
