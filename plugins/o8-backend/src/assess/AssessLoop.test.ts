import type { Assessor } from '@orchestr8/backstage-plugin-o8-node';
import { LeaseLostError } from '../leases';
import { shardOf } from '../store';
import { assessor, createLoop, leaseOf } from './__testUtils__/createLoop';

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
    const { loop, changed, saveStates, logger, give } = createLoop(
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
    const { loop, changed, saveAll, saveStates, give } = createLoop([
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
    const { loop, changed, saveAll, give } = createLoop([nobodys]);
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
    const { loop, saveStates, listTouched, give } = createLoop(two());
    await expect(loop.judgeTouched()).resolves.toBe(0);
    expect(listTouched).not.toHaveBeenCalled();

    give('d');
    await expect(loop.judgeTouched()).resolves.toBe(1);
    expect(
      saveStates.mock.calls.map(([{ touched }]) => touched.module),
    ).toEqual(['d']);
  });

  it('ends when it is aborted, after what is under way', async () => {
    const { loop, saveStates, give, abort } = createLoop(two());
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
    const { loop, changed, saveStates, give, logger } = createLoop(two());
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
    const { loop, changed, saveStates, give } = createLoop(two());
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
    const { loop, changed, saveStates, touched, give } = createLoop(
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
