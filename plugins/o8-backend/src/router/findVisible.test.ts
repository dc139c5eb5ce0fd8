import { mockCredentials } from '@backstage/backend-test-utils';
import type { Caller } from '../visibility';
import { modules } from './__testUtils__/createModules';
import { FakeModuleIndex } from './__testUtils__/FakeModuleIndex';
import { findVisible } from './findVisible';

const refOf = (name: string) => `component:default/${name}`;
const known = modules.map(({ summary }) => summary.entityRef);

/** Somebody who may see these, as `find` does; `asked` says about what it asked. */
async function createFinder(visible: string[], index = modules) {
  const canSee = jest.fn<
    ReturnType<Caller['canSee']>,
    Parameters<Caller['canSee']>
  >(async refs => ({
    id: 'some',
    has: ref => refs.includes(ref) && visible.includes(ref),
  }));
  const snapshot = await new FakeModuleIndex([], index).current();
  const caller: Caller = {
    credentials: mockCredentials.user(),
    mayReadFleet: async () => true,
    visibleModules: async () => ({ id: 'all', has: () => true }),
    canSee,
  };
  return {
    find: (name: string) => findVisible(refOf(name), { caller, snapshot }),
    asked: () => canSee.mock.calls.map(([refs]) => [...new Set(refs)]),
  };
}

it('finds a module, and those of its rivals whom the caller may see', async () => {
  const { find, asked } = await createFinder([refOf('beta'), refOf('gamma')]);
  const visible = await find('beta');
  const seen = known.filter(ref => visible?.has(ref));
  expect(seen).toEqual([refOf('beta'), refOf('gamma')]);
  expect(asked()).toEqual([[refOf('beta'), refOf('gamma'), refOf('hidden')]]);
});

it('finds nothing that is hidden, however its rivals are', async () => {
  const { find } = await createFinder([refOf('beta'), refOf('gamma')]);
  expect(await find('hidden')).toBeUndefined();
});

it('asks as often for what is not there as for what is hidden', async () => {
  const { find, asked } = await createFinder(known);
  for (const name of ['absent', 'absent', 'a\0b', '../../etc']) {
    expect(await find(name)).toBeUndefined();
  }
  expect(asked()).toHaveLength(4);
  // Never about a text that somebody made up, and about the same each time.
  expect(known).toEqual(expect.arrayContaining(asked().flat()));
  expect(asked()[0]).toEqual(asked()[1]);
});

it('finds nothing where there is nothing', async () => {
  const { find, asked } = await createFinder([], []);
  expect(await find('absent')).toBeUndefined();
  expect(asked()).toEqual([[]]);
});
