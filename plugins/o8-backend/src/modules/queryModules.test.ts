import type { Verdict } from '@orchestr8/backstage-plugin-o8-common';
import { createEntity, createState } from './__testUtils__';
import { queryModules } from './queryModules';
import { toModuleSummary } from './toModuleSummary';

function createModule(
  name: string,
  verdicts: [Verdict, Verdict, Verdict],
  fields: Parameters<typeof createEntity>[1] = {},
  cluster = 'eu-1',
) {
  const placements = [{ cluster, namespace: name }];
  return toModuleSummary(
    {
      entity: createEntity(name, fields),
      states: (['sync', 'compliance', 'recovery'] as const).map(
        (facet, index) =>
          createState(name, facet, verdicts[index], {
            placements,
            sources: [],
            assessedAt: new Date().toISOString(),
          }),
      ),
      claimedBy: [`component:default/${name}`],
      key: name,
      now: new Date(),
    },
    [],
  );
}

const modules = [
  createModule('well', ['good', 'good', 'good'], {
    title: 'Zebra',
    owner: 'group:default/a',
    system: 'system:default/s',
    tier: 'gold',
  }),
  createModule('once', ['bad', 'good', 'good'], {
    owner: 'group:default/b',
  }),
  createModule('twice', ['good', 'bad', 'bad'], {}, 'us-1'),
  createModule('unsure', ['unknown', 'unknown', 'unknown'], { tier: 'a=b' }),
];

function query(filters: string[], order = 'trouble') {
  return queryModules(modules, { filters, order }).map(m => m.module);
}

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
  ])('%s', (order, expected) => {
    expect(query([], order)).toEqual(expected);
  });

  it.each(['', 'age', '--name', 'constructor'])('refuses "%s"', order => {
    expect(() => query([], order)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });

  it('leaves the list that it is given as it is', () => {
    const before = [...modules];
    query([], '-name');
    expect(modules).toEqual(before);
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
    [['binding=confirmed'], ['twice', 'once', 'unsure', 'well']],
    [['binding=conflict'], []],
    [['binding=confirmed,claimed'], ['twice', 'once', 'unsure', 'well']],
    [['name=ZEB'], ['well']],
    [['name=default/on'], ['once']],
    [['name='], ['twice', 'once', 'unsure', 'well']],
  ])('%j', (filters, expected) => {
    expect(query(filters)).toEqual(expected);
  });

  it.each([
    ['sync', 'expected "key=value"'],
    ['', 'expected "key=value"'],
    ['colour=red', 'Unknown filter "colour"'],
    ['toString=x', 'Unknown filter "toString"'],
  ])('refuses "%s"', (filter, message) => {
    expect(() => query([filter])).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });
});
