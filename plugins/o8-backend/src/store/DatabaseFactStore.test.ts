import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  createBatch,
  createFactRow,
  createNamespaceRow,
  LATER,
  NOW,
} from './__testUtils__/createFactRow';
import { readFactsOf } from './__testUtils__/readFactsOf';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseFactReader } from './DatabaseFactReader';
import { DatabaseFactStore } from './DatabaseFactStore';
import type { FactRow } from './FactRow';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

describe.each(databases.eachSupportedId())('DatabaseFactStore, %s', id => {
  async function createStore() {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const store = await DatabaseFactStore.create({ database });
    const reader = await DatabaseFactReader.create({ database });
    const factsOf = (module: string) => readFactsOf(reader, module, []);
    const put = (...rows: FactRow[]) => store.apply(createBatch(rows));
    const touched = async () =>
      (await knex('touched').select('module').orderBy('module')).map(
        ({ module }) => module,
      );
    const forgetTouched = () => knex('touched').delete();
    return { knex, store, factsOf, put, touched, forgetTouched };
  }

  describe('apply', () => {
    it('keeps a new fact, and touches whose it is', async () => {
      const { factsOf, put, touched } = await createStore();
      await expect(put(createFactRow({ ownModule: 'one' }))).resolves.toEqual({
        changed: 1,
        refreshed: 0,
        removed: 0,
        touched: ['one'],
      });
      await expect(touched()).resolves.toEqual(['one']);
      const { facts } = await factsOf('one');
      expect(facts).toEqual([
        {
          type: 'x.a',
          key: '',
          subject: { cluster: 'eu-1', namespace: 'team-a' },
          object: {
            cluster: 'eu-1',
            apiVersion: 'x/v1',
            kind: 'A',
            namespace: 'team-a',
            name: 'a',
          },
          binding: 'confirmed',
          uid: null,
          evidenceAt: null,
          changedAt: NOW.toISOString(),
          value: { state: 'ok' },
          volatile: {},
        },
      ]);
    });

    it('does nothing at all when nothing is other', async () => {
      const { store, put, touched, forgetTouched, knex } = await createStore();
      await put(createFactRow({ ownModule: 'one', value: { a: 1, b: 2 } }));
      await forgetTouched();
      const before = await knex('facts').select();

      const again = createFactRow({ ownModule: 'one', value: { b: 2, a: 1 } });
      await expect(store.apply(createBatch([again], LATER))).resolves.toEqual({
        changed: 0,
        refreshed: 0,
        removed: 0,
        touched: [],
      });
      await expect(touched()).resolves.toEqual([]);
      await expect(knex('facts').select()).resolves.toEqual(before);
    });

    it('keeps what moves without meaning, and touches nobody', async () => {
      const { factsOf, store, put, touched, forgetTouched } =
        await createStore();
      await put(createFactRow({ ownModule: 'one' }));
      await forgetTouched();
      const volatile = { reconciledAt: LATER.toISOString() };
      const evidenceAt = LATER.toISOString();
      const row = createFactRow({ ownModule: 'one', volatile, evidenceAt });

      await expect(store.apply(createBatch([row], LATER))).resolves.toEqual({
        changed: 0,
        refreshed: 1,
        removed: 0,
        touched: [],
      });
      await expect(touched()).resolves.toEqual([]);
      const { facts } = await factsOf('one');
      expect(facts).toEqual([
        expect.objectContaining({
          volatile,
          evidenceAt,
          changedAt: NOW.toISOString(),
        }),
      ]);
    });

    it('keeps a changed value, and since when it is so', async () => {
      const { factsOf, store, put, touched, forgetTouched } =
        await createStore();
      await put(createFactRow({ ownModule: 'one' }));
      await forgetTouched();
      const value = { state: 'broken' };
      const row = createFactRow({ ownModule: 'one', value });

      await expect(
        store.apply(createBatch([row], LATER)),
      ).resolves.toMatchObject({ changed: 1, touched: ['one'] });
      await expect(touched()).resolves.toEqual(['one']);
      const { facts } = await factsOf('one');
      expect(facts).toEqual([
        expect.objectContaining({ value, changedAt: LATER.toISOString() }),
      ]);
    });

    it('forgets the facts of an object that is gone, or says nothing more', async () => {
      const { factsOf, store, put, forgetTouched, touched } =
        await createStore();
      const row = createFactRow({ ownModule: 'one' });
      await put(row);
      await forgetTouched();
      await expect(
        store.apply({ ...createBatch([row]), rows: [] }),
      ).resolves.toMatchObject({ removed: 1, touched: ['one'] });
      await expect(touched()).resolves.toEqual(['one']);
      expect((await factsOf('one')).facts).toEqual([]);
    });

    it('leaves other objects, kinds and clusters alone', async () => {
      const { store, put, knex } = await createStore();
      const row = createFactRow();
      await put(row, createFactRow({ name: 'b' }));
      await put(createFactRow({ kind: 'x/B' }));
      await put(createFactRow({ observedOn: 'us-1' }));
      await store.apply({ ...createBatch([row]), rows: [] });
      await expect(knex('facts').pluck('object')).resolves.toHaveLength(3);
    });

    it('ends a record with its object, and begins it again when it is back', async () => {
      const { factsOf, store, put, forgetTouched, touched } =
        await createStore();
      const record = createFactRow({ ownModule: 'one', uid: 'u-1' });
      await put(record);
      await store.apply({ ...createBatch([record], LATER), rows: [] });
      expect((await factsOf('one')).facts).toEqual([]);

      await forgetTouched();
      await expect(
        store.apply({ ...createBatch([record], LATER), rows: [] }),
      ).resolves.toMatchObject({ removed: 0, touched: [] });
      await expect(put(record)).resolves.toMatchObject({ changed: 1 });
      await expect(touched()).resolves.toEqual(['one']);
      expect((await factsOf('one')).facts).toHaveLength(1);
    });

    it('takes two objects of one name for two records', async () => {
      const { factsOf, put, knex } = await createStore();
      await put(createFactRow({ ownModule: 'one', uid: 'u-1' }));
      await put(createFactRow({ ownModule: 'one', uid: 'u-2' }));
      const { facts } = await factsOf('one');
      expect(facts.map(({ uid }) => uid)).toEqual(['u-2']);
      await expect(
        knex('facts').select('uid', 'gone_at').orderBy('uid'),
      ).resolves.toEqual([
        { uid: 'u-1', gone_at: NOW.toISOString() },
        { uid: 'u-2', gone_at: null },
      ]);
    });

    it('takes a burst of many objects', async () => {
      const { factsOf, put } = await createStore();
      const rows = Array.from({ length: 1_000 }, (_, index) =>
        createFactRow({ name: `a-${index}`, ownModule: `m-${index % 7}` }),
      );
      const result = await put(...rows);
      expect(result).toMatchObject({ changed: 1_000 });
      expect(result.touched).toHaveLength(7);
      await expect(put(...rows)).resolves.toMatchObject({
        changed: 0,
        touched: [],
      });
      expect((await factsOf('m-0')).facts).toHaveLength(143);
    });

    it('counts the last word of a source that says one thing twice', async () => {
      const { factsOf, put } = await createStore();
      const word = (state: string) =>
        createFactRow({ ownModule: 'one', value: { state } });
      await put(word('first'), word('second'));
      await expect(factsOf('one')).resolves.toMatchObject({
        facts: [{ value: { state: 'second' } }],
      });
    });

    it('asks as often for many rows as for one, in its transaction', async () => {
      const { store, put, knex } = await createStore();
      const countStatements = async (rows: FactRow[]) => {
        await put(...rows);
        let count = 0;
        const countOne = () => {
          count += 1;
        };
        knex.on('query', countOne);
        const moved = rows.map(row => ({ ...row, volatile: { n: 1 } }));
        await put(...moved);
        await store.apply({ ...createBatch(rows), rows: [] });
        knex.off('query', countOne);
        return count;
      };
      const many = (count: number, uid: string) =>
        Array.from({ length: count }, (_, index) =>
          createFactRow({ name: `a-${index}`, ownModule: 'one', uid }),
        );
      const few = await countStatements(many(2, ''));
      await expect(countStatements(many(150, ''))).resolves.toBe(few);
      const fewRecords = await countStatements(many(2, 'u'));
      await expect(countStatements(many(150, 'v'))).resolves.toBe(fewRecords);
    });

    it('does nothing by halves', async () => {
      const { put, touched, knex } = await createStore();
      const good = createFactRow({ ownModule: 'one' });
      const bad = createFactRow({
        name: 'b',
        source: null as unknown as string,
      });
      await expect(put(good, bad)).rejects.toThrow(/source/);
      await expect(knex('facts').select()).resolves.toEqual([]);
      await expect(touched()).resolves.toEqual([]);
    });
  });

  describe('sweep', () => {
    it('ends what was not in the list, and nothing else', async () => {
      const { factsOf, store, put, forgetTouched, touched } =
        await createStore();
      await put(
        createFactRow({ ownModule: 'one' }),
        createFactRow({ name: 'b', ownModule: 'two' }),
        createFactRow({ name: 'c', ownModule: 'three', uid: 'u' }),
      );
      await put(createFactRow({ kind: 'x/B', ownModule: 'four' }));
      await forgetTouched();
      const result = await store.sweep({
        observedOn: 'eu-1',
        kind: 'x/A',
        seen: new Set(['team-a/a']),
        now: LATER,
      });
      expect(result).toMatchObject({ changed: 0, removed: 2 });
      expect(new Set(result.touched)).toEqual(new Set(['two', 'three']));
      await expect(touched()).resolves.toEqual(['three', 'two']);
      expect((await factsOf('one')).facts).toHaveLength(1);
      expect((await factsOf('three')).facts).toEqual([]);
      expect((await factsOf('four')).facts).toHaveLength(1);
    });

    it('ends very many, and then nothing', async () => {
      const { store, put } = await createStore();
      await put(
        ...Array.from({ length: 450 }, (_, index) =>
          createFactRow({ name: `a-${index}` }),
        ),
      );
      const all = {
        observedOn: 'eu-1',
        kind: 'x/A',
        seen: new Set<string>(),
        now: LATER,
      };
      await expect(store.sweep(all)).resolves.toMatchObject({ removed: 450 });
      await expect(store.sweep(all)).resolves.toMatchObject({ removed: 0 });
    });
  });

  describe('what concerns a whole cluster', () => {
    const covering = createFactRow({
      namespace: 'velero',
      binds: 'subject',
      subjectNamespace: null,
    });

    it('fans out to it, and delays no single module', async () => {
      const { put, knex, touched, forgetTouched } = await createStore();
      await put(createNamespaceRow('team-a', 'one'));
      await forgetTouched();
      await put(covering);
      await expect(knex('fan_outs').pluck('cluster')).resolves.toEqual([
        'eu-1',
      ]);
      await expect(touched()).resolves.toEqual([]);
    });

    it('starts no fan-out when nothing is other', async () => {
      const { put, knex } = await createStore();
      await put(covering);
      await knex('fan_outs').delete();
      await put({ ...covering, volatile: { at: 1 } });
      await expect(knex('fan_outs').select()).resolves.toEqual([]);
    });
  });

  describe('retain', () => {
    it('forgets what is gone for long, and clusters that nobody reads', async () => {
      const { store, put, knex } = await createStore();
      const old = createFactRow({ name: 'old', uid: 'u-1' });
      const recent = createFactRow({ name: 'recent', uid: 'u-2' });
      await put(old, recent, createFactRow({ name: 'there' }));
      await put(createFactRow({ observedOn: 'us-1' }));
      await store.apply({ ...createBatch([old], NOW), rows: [] });
      await store.apply({ ...createBatch([recent], LATER), rows: [] });

      await store.retain({ goneBefore: LATER, clusters: ['eu-1'] });
      await expect(
        knex('facts').pluck('name').orderBy('name'),
      ).resolves.toEqual(['recent', 'there']);
    });
  });

  describe('what nobody expects', () => {
    const hostile = [
      `'; DROP TABLE facts; --`,
      '"quoted"',
      'ünïcode-😀',
      'x'.repeat(253),
      '%_\\',
      'a\0b',
      'half-\ud800',
    ];

    it.each(hostile)('keeps and finds %j', async text => {
      const { factsOf, store, put } = await createStore();
      await put(createNamespaceRow(text, 'one'));
      const row = createFactRow({
        namespace: text,
        name: text,
        subjectNamespace: text,
        key: text,
        value: { [text]: text },
        volatile: { text },
      });
      await expect(put(row)).resolves.toMatchObject({ touched: ['one'] });
      await expect(put(row)).resolves.toEqual({
        changed: 0,
        refreshed: 0,
        removed: 0,
        touched: [],
      });
      const { facts } = await factsOf('one');
      expect(facts).toHaveLength(2);
      expect(facts.find(({ type }) => type === 'x.a')).toMatchObject({
        value: { [text]: text },
        volatile: { text },
      });
      await expect(
        store.sweep({
          observedOn: 'eu-1',
          kind: 'x/A',
          seen: new Set(),
          now: LATER,
        }),
      ).resolves.toMatchObject({ removed: 1, touched: ['one'] });
    });

    it.each(['x'.repeat(64), 'a\0b'])(
      'binds a module name of %j to no other',
      async module => {
        const { factsOf, put } = await createStore();
        await put(createNamespaceRow('team-a', module));
        expect((await factsOf(module)).facts).toHaveLength(1);
        const almost = module.replace('\0', '').slice(0, 63);
        const other = await factsOf(almost);
        expect(other.facts).toEqual([]);
      },
    );

    it('keeps what is too long apart', async () => {
      const { put, knex } = await createStore();
      const long = 'x'.repeat(5_000);
      await put(
        createFactRow({ key: `${long}1`, subjectNamespace: long }),
        createFactRow({ key: `${long}2`, subjectNamespace: long }),
      );
      await expect(knex('facts').select()).resolves.toHaveLength(2);
    });
  });
});
