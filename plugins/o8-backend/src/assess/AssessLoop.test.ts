import { mockServices } from '@backstage/backend-test-utils';
import type { Assessor } from '@orchestr8/backstage-plugin-o8-node';
import type { FactStore, ModuleStore, TouchedModule } from '../store';
import { createEntity } from '../modules/__testUtils__';
import { AssessLoop } from './AssessLoop';

const assessor: Assessor = {
  id: 'made',
  needs: ['made.up'],
  assess: () => ({
    verdict: 'attention',
    headline: { code: 'x', params: {} },
  }),
};

function create(touched: TouchedModule[], judges: Assessor[] = [assessor]) {
  const changed: string[][] = [];
  const logger = mockServices.logger.mock();
  const listTouched = jest.fn(async (limit: number) => touched.slice(0, limit));
  const saveStates = jest.fn<
    Promise<string[]>,
    Parameters<ModuleStore['saveStates']>
  >(async (states, { module }) => {
    touched.splice(
      touched.findIndex(each => each.module === module),
      1,
    );
    return states.map(({ entityRef }) => entityRef);
  });
  const moduleStore: Partial<ModuleStore> = {
    listTouched,
    saveStates,
    entitiesOf: async module =>
      module === 'nobodys' ? [] : [createEntity(module)],
  };
  const factStore: Partial<FactStore> = {
    factsOf: async () => ({ placements: [], facts: [] }),
  };
  const loop = new AssessLoop({
    factStore: factStore as FactStore,
    moduleStore: moduleStore as ModuleStore,
    listStatuses: async () => [],
    sources: [],
    assessors: judges,
    objectives: {},
    onChanged: async refs => {
      changed.push(refs);
    },
    logger,
  });
  return { loop, changed, saveStates, listTouched, logger, touched };
}

describe('judgeTouched', () => {
  it('says that a facet could not be judged, and goes on behind it', async () => {
    const picky: Assessor = {
      ...assessor,
      id: 'sync',
      assess: input => {
        if (input.module === 'a') {
          throw new Error('a shape of long ago');
        }
        return assessor.assess(input);
      },
    };
    const { loop, changed, saveStates, logger } = create(
      [
        { module: 'a', revision: 3 },
        { module: 'b', revision: 4 },
      ],
      [picky, assessor],
    );

    await expect(loop.judgeTouched()).resolves.toBe(2);
    const verdicts = saveStates.mock.calls.map(([states]) =>
      states.map(({ facet, state }) => `${facet} ${state.headline.code}`),
    );
    expect(verdicts).toEqual([
      ['sync notJudged', 'made x'],
      ['sync x', 'made x'],
    ]);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(changed).toHaveLength(1);
  });

  it('judges what waits, keeps it and tells of all at once', async () => {
    const { loop, changed, saveStates } = create([
      { module: 'a', revision: 3 },
      { module: 'b', revision: 4 },
    ]);

    await expect(loop.judgeTouched()).resolves.toBe(2);
    await expect(loop.judgeTouched()).resolves.toBe(0);
    expect(changed).toEqual([['component:default/a', 'component:default/b']]);
    expect(saveStates).toHaveBeenNthCalledWith(
      1,
      [
        expect.objectContaining({
          entityRef: 'component:default/a',
          facet: 'made',
          state: expect.objectContaining({ verdict: 'attention' }),
        }),
      ],
      { module: 'a', revision: 3 },
    );
  });

  it('takes what no entity claims any more off the list', async () => {
    const { loop, changed, saveStates } = create([
      { module: 'nobodys', revision: 1 },
    ]);

    await expect(loop.judgeTouched()).resolves.toBe(1);
    expect(saveStates).toHaveBeenCalledWith([], {
      module: 'nobodys',
      revision: 1,
    });
    expect(changed).toEqual([]);
  });
});

describe('run', () => {
  it('goes on until aborted, and judges at once when woken', async () => {
    const { loop, changed, touched } = create([]);
    const controller = new AbortController();
    const ended = loop.run(controller.signal);
    touched.push({ module: 'a', revision: 1 });
    loop.wake();
    while (changed.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    controller.abort();

    await expect(ended).resolves.toBeUndefined();
    expect(changed).toEqual([['component:default/a']]);
  });

  it('survives a store that fails, and says so', async () => {
    const { loop, listTouched, logger } = create([]);
    listTouched.mockRejectedValue(new Error('the database is gone'));
    const controller = new AbortController();
    const ended = loop.run(controller.signal);
    while (logger.error.mock.calls.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    controller.abort();

    await expect(ended).resolves.toBeUndefined();
    expect(logger.error).toHaveBeenCalledWith('Judging modules failed', {
      error: 'Error: the database is gone',
    });
  });
});
