import type { Verdict } from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import { z } from 'zod';
import { createSummary } from '../__testUtils__/createModules';
import {
  FakeModuleIndex,
  type FakeModule,
} from '../__testUtils__/FakeModuleIndex';
import { ModuleLists, modulesParams } from './ModuleLists';

const everything = { id: 'all', has: () => true };
const schema = z.strictObject(modulesParams);

async function read(
  index: FakeModuleIndex,
  query: object,
  lists = new ModuleLists(),
) {
  const page = lists.read({
    list: 'modules',
    snapshot: await index.current(),
    visible: everything,
    query: schema.parse(query),
  });
  return page.items.map(({ summary }) => summary.module);
}

function createModule(
  name: string,
  verdicts: [Verdict, Verdict, Verdict],
  fields: Partial<FakeModule['summary']> = {},
): FakeModule {
  const placed = { owner: null, clusters: ['eu-1'], ...fields };
  return {
    summary: createSummary(name, placed, verdicts),
    namespaces: [`ns-${name}`],
  };
}

const index = new FakeModuleIndex(
  [],
  [
    createModule('well', ['good', 'good', 'good'], {
      title: 'Zebra',
      owner: 'group:default/a',
      system: 'system:default/s',
      tier: 'gold',
      binding: 'confirmed',
    }),
    createModule('once', ['bad', 'good', 'good'], { owner: 'group:default/b' }),
    createModule('twice', ['good', 'bad', 'bad'], { clusters: ['us-1', 'x'] }),
    createModule('unsure', ['unknown', 'unknown', 'unknown'], { tier: 'a=b' }),
  ],
);

describe('order', () => {
  it.each([
    ['trouble', ['twice', 'once', 'unsure', 'well']],
    ['-trouble', ['well', 'unsure', 'once', 'twice']],
    ['name', ['once', 'twice', 'unsure', 'well']],
    ['-name', ['well', 'unsure', 'twice', 'once']],
    ['owner', ['twice', 'unsure', 'well', 'once']],
    ['system', ['once', 'twice', 'unsure', 'well']],
    ['sync', ['once', 'unsure', 'twice', 'well']],
    ['compliance', ['twice', 'unsure', 'once', 'well']],
    ['-recovery', ['once', 'well', 'unsure', 'twice']],
  ])('%s', async (order, expected) => {
    await expect(read(index, { order })).resolves.toEqual(expected);
  });

  it.each(['', 'age', '--name', 'constructor', '-'])('refuses "%s"', order => {
    expect(schema.safeParse({ order }).success).toBe(false);
  });
});

describe('filter', () => {
  it.each<[string[], string[]]>([
    [['sync=bad'], ['once']],
    [['sync=bad,unknown'], ['once', 'unsure']],
    [['compliance=bad', 'recovery=bad'], ['twice']],
    [['sync=bad', 'recovery=bad'], []],
    [['owner=group:default/a,group:default/b'], ['once', 'well']],
    [['owner='], ['twice', 'unsure']],
    [['system=system:default/s'], ['well']],
    [['tier=a=b'], ['unsure']],
    [['cluster=us-1'], ['twice']],
    [
      ['cluster=x,eu-1', 'sync=good'],
      ['twice', 'well'],
    ],
    [['namespace=ns-once,ns-well'], ['once', 'well']],
    [['namespace=ns'], []],
    [['binding=confirmed'], ['well']],
    [['binding=conflict'], []],
    [['name=ZEB'], ['well']],
    [['name=default/on'], ['once']],
    [['name=zeb,default/on'], ['once', 'well']],
    [['name='], ['twice', 'once', 'unsure', 'well']],
  ])('%j', async (filter, expected) => {
    await expect(read(index, { filter })).resolves.toEqual(expected);
  });
});

it('is in order after each change, as if it were ordered anew', async () => {
  const verdict = fc.constantFrom<Verdict>('bad', 'unknown', 'good');
  const world = fc.uniqueArray(
    fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), verdict),
    { selector: ([name]) => name },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(world, { maxLength: 4 }),
      fc.constantFrom('trouble', '-sync', 'name'),
      async (worlds, order) => {
        const changing = new FakeModuleIndex();
        const lists = new ModuleLists();
        // What did not change is the same object as before.
        const made = new Map<string, FakeModule>();
        for (const modules of worlds) {
          for (const [name, state] of modules) {
            const id = `${name} ${state}`;
            const module = createModule(name, [state, 'good', 'good']);
            made.set(id, made.get(id) ?? module);
          }
          changing.setModules(
            modules.map(([name, state]) => made.get(`${name} ${state}`)!),
          );
          const seen = await read(changing, { order }, lists);
          expect(seen).toEqual(await read(changing, { order }));
          expect(new Set(seen)).toEqual(new Set(modules.map(([name]) => name)));
        }
      },
    ),
  );
});
