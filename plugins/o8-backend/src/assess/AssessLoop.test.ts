import { mockServices } from '@backstage/backend-test-utils';
import type { Assessor } from '@orchestr8/backstage-plugin-o8-node';
import { LeaseLostError, type Lease } from '../leases';
import {
  SHARDS,
  shardOf,
  type ModuleStore,
  type TouchedModule,
} from '../store';
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
  const listTouched = jest.fn(async (limit: number, shards?: number[]) =>
    touched
      .filter(({ module }) => shards?.includes(shardOf(module)))
      .slice(0, limit),
  );
  const advanceFanOuts = jest.fn(async (_limit: number) => 0);
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
  const loop = new AssessLoop({
    factReader: {
      factsOf: async (_, entities) => ({
        placements: [],
        facts: [],
        entities: Object.fromEntries(
          entities.map(({ entityRef }) => [
            entityRef,
            { binding: 'confirmed', isOthers: false, claimed: [] },
          ]),
        ),
      }),
    },
    moduleStore: {
      listTouched,
      advanceFanOuts,
      saveStates,
      entitiesOf: async module =>
        module === 'nobodys' ? [] : [createEntity(module)],
    },
    listStatuses: async () => [],
    sources: [],
    assessors: judges,
    objectives: {},
    onChanged: async refs => {
      changed.push(refs);
    },
    logger,
  });
  const abort = new AbortController();
  /** Gives the loop the shards of some modules. */
  const give = (...modules: string[]) =>
    modules.map(module =>
      loop.judgeShard(shardOf(module), leaseOf(module), abort.signal),
    );
  return {
    loop,
    changed,
    saveStates,
    listTouched,
    advanceFanOuts,
    logger,
    touched,
    give,
    abort,
  };
}

function leaseOf(module: string): Lease {
  return { name: `assess/${shardOf(module)}`, epoch: 1, holder: 'here' };
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
    const { loop, changed, saveStates, logger, give } = create(
      [
        { module: 'a', revision: 3 },
        { module: 'b', revision: 4 },
      ],
      [picky, assessor],
    );
    give('a', 'b');

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
    const { loop, changed, saveStates, give } = create([
      { module: 'a', revision: 3 },
      { module: 'b', revision: 4 },
    ]);
    give('a', 'b');

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
      leaseOf('a'),
    );
  });

  it('takes what no entity claims any more off the list', async () => {
    const nobodys = { module: 'nobodys', revision: 1 };
    const { loop, changed, saveStates, give } = create([nobodys]);
    give('nobodys');

    await expect(loop.judgeTouched()).resolves.toBe(1);
    expect(saveStates).toHaveBeenCalledWith([], nobodys, leaseOf('nobodys'));
    expect(changed).toEqual([]);
  });
});

describe('judgeShard', () => {
  const two = () => [
    { module: 'a', revision: 1 },
    { module: 'd', revision: 1 },
  ];

  it('leaves the modules of other shards alone', async () => {
    expect(shardOf('a')).not.toBe(shardOf('d'));
    const { loop, saveStates, listTouched, give } = create(two());
    await expect(loop.judgeTouched()).resolves.toBe(0);
    expect(listTouched).not.toHaveBeenCalled();

    give('d');
    await expect(loop.judgeTouched()).resolves.toBe(1);
    expect(saveStates.mock.calls.map(([, { module }]) => module)).toEqual([
      'd',
    ]);
  });

  it('ends when it is aborted, after what is under way', async () => {
    const { loop, saveStates, give, abort } = create(two());
    const ended: string[] = [];
    saveStates.mockImplementation(async () => {
      abort.abort();
      await new Promise(resolve => setTimeout(resolve, 20));
      ended.push('saved');
      return [];
    });
    const [shard] = give('a').map(p => p.then(() => ended.push('given up')));
    await loop.judgeTouched();
    await shard;
    expect(ended).toEqual(['saved', 'given up']);
    await expect(loop.judgeTouched()).resolves.toBe(0);
  });

  it('ends when somebody else has it, and goes on with the others', async () => {
    const { loop, changed, saveStates, give, logger } = create(two());
    saveStates.mockImplementationOnce(async () => {
      throw new LeaseLostError(leaseOf('a'));
    });
    const [lost] = give('a', 'd');
    const end = lost.catch(error => error);
    await loop.judgeTouched();
    await expect(end).resolves.toBeInstanceOf(LeaseLostError);
    expect(changed).toEqual([['component:default/d']]);
    await expect(loop.judgeTouched()).resolves.toBe(0);
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('may be given back after that', async () => {
    const { loop, changed, saveStates, give } = create(two());
    saveStates.mockImplementationOnce(async () => {
      throw new LeaseLostError(leaseOf('a'));
    });
    const [lost] = give('a');
    const end = lost.catch(error => error);
    await loop.judgeTouched();
    await expect(end).resolves.toBeInstanceOf(LeaseLostError);
    give('a');
    await loop.judgeTouched();
    expect(changed).toEqual([['component:default/a']]);
  });
});

describe('run', () => {
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  };

  it('goes on until aborted, and judges at once when woken', async () => {
    const { loop, changed, touched, give } = create([]);
    give('a');
    const controller = new AbortController();
    const ended = loop.run(controller.signal);
    touched.push({ module: 'a', revision: 1 });
    loop.wake();
    await until(() => changed.length > 0);
    controller.abort();

    await expect(ended).resolves.toBeUndefined();
    expect(changed).toEqual([['component:default/a']]);
  });

  it('goes on with fan-outs only while nothing else waits', async () => {
    const order: string[] = [];
    const many = Array.from({ length: SHARDS * 3 }, (_, index) => ({
      module: `m-${index}`,
      revision: 1,
    }));
    const { loop, advanceFanOuts, listTouched, touched, give } = create([
      ...many,
    ]);
    give(...many.map(({ module }) => module));
    advanceFanOuts.mockImplementation(async () => {
      await new Promise(resolve => setTimeout(resolve, 1));
      order.push(`fan-out, ${touched.length} wait`);
      return 1;
    });
    const controller = new AbortController();
    const ended = loop.run(controller.signal);
    await until(() => order.length > 3);
    controller.abort();
    await ended;
    expect(new Set(order)).toEqual(new Set(['fan-out, 0 wait']));
    // In so small parts that one that is touched meanwhile is soon in the next.
    expect(listTouched.mock.calls[0][0]).toBeLessThanOrEqual(20);
  });

  it('does nothing for fan-outs without a shard', async () => {
    const { loop, advanceFanOuts, give } = create([]);
    const controller = new AbortController();
    const ended = loop.run(controller.signal);
    await new Promise(resolve => setImmediate(resolve));
    expect(advanceFanOuts).not.toHaveBeenCalled();
    give('a');
    await until(() => advanceFanOuts.mock.calls.length > 0);
    controller.abort();
    await expect(ended).resolves.toBeUndefined();
  });

  it('survives a store that fails, and says so', async () => {
    const { loop, listTouched, logger, give } = create([]);
    give('a');
    listTouched.mockRejectedValue(new Error('the database is gone'));
    const controller = new AbortController();
    const ended = loop.run(controller.signal);
    await until(() => logger.error.mock.calls.length > 0);
    controller.abort();

    await expect(ended).resolves.toBeUndefined();
    expect(logger.error).toHaveBeenCalledWith('Judging modules failed', {
      error: 'Error: the database is gone',
    });
  });
});
