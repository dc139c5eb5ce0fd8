import { mockServices } from '@backstage/backend-test-utils';
import type { Assessor } from '@orchestr8/backstage-plugin-o8-node';
import { LeaseLostError, type Lease } from '../leases';
import {
  SHARDS,
  shardOf,
  type Judgement,
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
  const rush = { isOn: false, drained: jest.fn() };
  const listTouched = jest.fn(
    async (
      limit: number,
      shards?: number[],
      _options?: { isUrgent?: boolean },
    ) =>
      touched
        .filter(({ module }) => shards?.includes(shardOf(module)))
        .slice(0, limit),
  );
  const advanceFanOuts = jest.fn(async (_limit: number) => 0);
  const saveStates = jest.fn(
    async ({ states, touched: { module } }: Judgement) => {
      touched.splice(
        touched.findIndex(each => each.module === module),
        1,
      );
      return states.map(({ entityRef }) => entityRef);
    },
  );
  /** All of them, or none. */
  const saveAll = jest.fn(async (judgements: Judgement[]) => {
    const before = [...touched];
    try {
      const saved: string[] = [];
      for (const judgement of judgements) {
        saved.push(...(await saveStates(judgement)));
      }
      return saved;
    } catch (error) {
      touched.splice(0, Infinity, ...before);
      throw error;
    }
  });
  const isFanningOut = jest.fn(async () => false);
  const reportJudged = jest.fn<
    Promise<void>,
    Parameters<ModuleStore['reportJudged']>
  >(async () => {});
  const loop = new AssessLoop({
    factReader: {
      factsOf: async asked =>
        new Map(
          asked.map(({ module, entities }) => [
            module,
            {
              placements: [],
              facts: [],
              entities: Object.fromEntries(
                entities.map(({ entityRef }) => [
                  entityRef,
                  { binding: 'confirmed', isOthers: false, claimed: [] },
                ]),
              ),
            },
          ]),
        ),
    },
    moduleStore: {
      listTouched,
      advanceFanOuts,
      isFanningOut,
      reportJudged,
      saveAll,
      entitiesOf: async modules =>
        new Map(
          modules.map(module => [
            module,
            module === 'nobodys' ? [] : [createEntity(module)],
          ]),
        ),
    },
    rush: { isOn: () => rush.isOn, drained: () => rush.drained() },
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
    saveAll,
    listTouched,
    advanceFanOuts,
    isFanningOut,
    reportJudged,
    rush,
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
    const verdicts = saveStates.mock.calls.map(([{ states }]) =>
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
    const { loop, changed, saveAll, saveStates, give } = create([
      { module: 'a', revision: 3 },
      { module: 'b', revision: 4 },
    ]);
    give('a', 'b');

    await expect(loop.judgeTouched()).resolves.toBe(2);
    await expect(loop.judgeTouched()).resolves.toBe(0);
    expect(changed).toEqual([['component:default/a', 'component:default/b']]);
    expect(saveAll).toHaveBeenCalledTimes(1);
    expect(saveStates).toHaveBeenNthCalledWith(1, {
      states: [
        expect.objectContaining({
          entityRef: 'component:default/a',
          facet: 'made',
          state: expect.objectContaining({ verdict: 'attention' }),
        }),
      ],
      touched: { module: 'a', revision: 3 },
      fence: leaseOf('a'),
    });
  });

  it('takes what no entity claims any more off the list', async () => {
    const nobodys = { module: 'nobodys', revision: 1 };
    const { loop, changed, saveAll, give } = create([nobodys]);
    give('nobodys');

    await expect(loop.judgeTouched()).resolves.toBe(1);
    expect(saveAll).toHaveBeenCalledWith([
      { states: [], touched: nobodys, fence: leaseOf('nobodys') },
    ]);
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
    expect(
      saveStates.mock.calls.map(([{ touched }]) => touched.module),
    ).toEqual(['d']);
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

describe('what cannot be kept', () => {
  it('does not stand before others', async () => {
    const { loop, changed, saveStates, touched, give } = create(
      ['a', 'b', 'c'].map(module => ({ module, revision: 1 })),
    );
    give('a', 'b', 'c');
    const save = saveStates.getMockImplementation()!;
    saveStates.mockImplementation(async judgement => {
      if (judgement.touched.module === 'a') {
        throw new Error('a text that no column takes');
      }
      return save(judgement);
    });

    await expect(loop.judgeTouched()).rejects.toThrow('no column takes');
    expect(changed).toEqual([['component:default/b', 'component:default/c']]);
    expect(touched).toEqual([{ module: 'a', revision: 1 }]);
  });
});

describe('that nothing waits', () => {
  const many = Array.from({ length: 25 }, (_, index) => ({
    module: `m-${index}`,
    revision: 1,
  }));
  const reportsOf = ({ reportJudged }: ReturnType<typeof create>) =>
    reportJudged.mock.calls.map(([shard, at, lease]) => ({ shard, at, lease }));

  it('is said of each shard when the list has come to its end', async () => {
    const created = create([...many]);
    created.give(...many.map(({ module }) => module));
    const shards = new Set(many.map(({ module }) => shardOf(module)));

    const beforeMs = Date.now();
    await created.loop.judgeTouched();
    expect(reportsOf(created)).toEqual([]);
    await created.loop.judgeTouched();
    const reports = reportsOf(created);
    expect(new Set(reports.map(({ shard }) => shard))).toEqual(shards);
    for (const { shard, at, lease } of reports) {
      expect(lease?.name).toBe(`assess/${shard}`);
      expect(at.getTime()).toBeGreaterThanOrEqual(beforeMs);
      expect(at.getTime()).toBeLessThanOrEqual(Date.now());
    }
  });

  it('is said of the moment before the list was read', async () => {
    const created = create([{ module: 'a', revision: 1 }]);
    created.give('a');
    let listedMs = 0;
    created.listTouched.mockImplementation(async () => {
      await new Promise(resolve => setTimeout(resolve, 5));
      listedMs = Date.now();
      return [];
    });
    await created.loop.judgeTouched();
    const [{ at }] = reportsOf(created);
    expect(at.getTime()).toBeLessThan(listedMs);
  });

  it('is not said again and again, but of what was just given', async () => {
    const created = create([]);
    created.give('a');
    await created.loop.judgeTouched();
    await created.loop.judgeTouched();
    expect(reportsOf(created)).toHaveLength(1);
    created.give('d');
    await created.loop.judgeTouched();
    expect(reportsOf(created)).toHaveLength(3);
  });

  it.each<[string, (created: ReturnType<typeof create>) => void]>([
    [
      'many are about to be touched',
      c => c.isFanningOut.mockResolvedValue(true),
    ],
    [
      'many wait for the end of lists',
      ({ rush }) => {
        rush.isOn = true;
      },
    ],
    [
      'one could not be kept',
      c => c.saveAll.mockRejectedValue(new Error('no')),
    ],
  ])('is not said while %s', async (_name, spoil) => {
    const created = create([{ module: 'a', revision: 1 }]);
    created.give('a');
    spoil(created);
    await created.loop.judgeTouched().catch(() => 0);
    expect(reportsOf(created)).toEqual([]);
  });

  it('is not said with a lease that is lost', async () => {
    const created = create([]);
    const [lost] = created.give('a');
    const end = lost.catch(error => error);
    created.reportJudged.mockRejectedValue(new LeaseLostError(leaseOf('a')));
    await created.loop.judgeTouched();
    await expect(end).resolves.toBeInstanceOf(LeaseLostError);
  });
});

describe('while lists are read', () => {
  it('judges only what was touched by itself, and fans nothing out', async () => {
    const created = create([]);
    const { loop, listTouched, advanceFanOuts, rush, give } = created;
    give('a');
    rush.isOn = true;
    const controller = new AbortController();
    const ended = loop.run(controller.signal);
    while (listTouched.mock.calls.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(listTouched).toHaveBeenLastCalledWith(20, [shardOf('a')], {
      isUrgent: true,
    });
    expect(advanceFanOuts).not.toHaveBeenCalled();

    rush.isOn = false;
    loop.wake();
    while (advanceFanOuts.mock.calls.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    controller.abort();
    await ended;
    expect(rush.drained).toHaveBeenCalled();
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
