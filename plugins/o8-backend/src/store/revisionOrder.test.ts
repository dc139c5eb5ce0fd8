import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createEntity } from './__testUtils__/createStores';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseChangeReader } from './DatabaseChangeReader';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import { bumpRevisions } from './revisions';
import { shardOf } from './shardOf';
import { isPostgres } from './write';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

/** Two names in one shard: they share a counter. */
function findNeighbours(): [string, string] {
  const names = Array.from({ length: 100 }, (_, index) => `m-${index}`);
  const [first] = names;
  const second = names.find(
    name => name !== first && shardOf(name) === shardOf(first),
  )!;
  return [first, second];
}

describe.each(databases.eachSupportedId())('the order of revisions, %s', id => {
  let knex: Knex;
  let reader: DatabaseChangeReader;
  let modules: DatabaseModuleStore;

  beforeAll(async () => {
    knex = await databases.init(id);
    const database = mockServices.database({ knex });
    reader = await DatabaseChangeReader.create({ database });
    modules = await DatabaseModuleStore.create({ database });
  });

  it('misses nothing that commits in another order than it began', async () => {
    const [first, second] = findNeighbours();
    await modules.reconcile([createEntity(first), createEntity(second)]);
    const seen = new Set<string>();
    let { revisions } = await reader.readChanges({
      since: undefined,
      project: () => null,
    });
    const look = async () => {
      const changes = await reader.readChanges({
        since: revisions,
        project: () => null,
      });
      revisions = changes.revisions;
      changes.modules.forEach((_, module) => seen.add(module));
    };

    const steps = createSteps();
    const slow = knex.transaction(async tx => {
      // It has begun, and written, before the other one.
      await tx('modules').where({ module: first }).update({ hash: 'slow' });
      steps.begin();
      await steps.finish;
      await bumpRevisions(tx, { modules: [first] });
    });
    await steps.begun;
    const quick = knex.transaction(tx =>
      bumpRevisions(tx, { modules: [second] }),
    );
    const between = isPostgres(knex)
      ? await quick.then(look).then(() => [...seen])
      : // One writes at a time there: the second waits for the first.
        [second];
    expect(between).toEqual([second]);
    steps.end();
    await Promise.all([slow, quick]);
    await look();
    expect([...seen].sort()).toEqual([first, second].sort());
  });

  it('numbers grow in the order of the commits, however many write', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `m-${index}`);
    const seen = new Set<string>();
    let revisions = await reader.readRevisions();
    let isDone = false;
    const looks = (async () => {
      for (let last = false; !last; ) {
        last = isDone;
        const changes = await reader.readChanges({
          since: revisions,
          project: () => null,
        });
        revisions = changes.revisions;
        changes.modules.forEach((_, module) => seen.add(module));
      }
    })();
    await Promise.all(
      names.map((name, index) =>
        knex.transaction(tx =>
          bumpRevisions(tx, {
            // In different orders: they must not wait for each other for ever.
            modules: [name, names[(index * 7) % names.length]],
            clusters: ['eu-1'],
          }),
        ),
      ),
    );
    isDone = true;
    await looks;
    expect([...seen].sort()).toEqual([...names].sort());
  });
});

/** Lets a test say when a transaction goes on. */
function createSteps() {
  let begin = () => {};
  let end = () => {};
  const begun = new Promise<void>(resolve => {
    begin = resolve;
  });
  const finish = new Promise<void>(resolve => {
    end = resolve;
  });
  return { begin: () => begin(), begun, end: () => end(), finish };
}
