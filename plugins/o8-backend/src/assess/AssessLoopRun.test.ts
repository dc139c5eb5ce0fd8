import { LeaseLostError } from '../leases';
import { SHARDS, shardOf } from '../store';
import { createLoop, leaseOf } from './__testUtils__/createLoop';

describe('that nothing waits', () => {
  const many = Array.from({ length: 25 }, (_, index) => ({
    module: `m-${index}`,
    revision: 1,
  }));
  const reportsOf = ({ reportJudged }: ReturnType<typeof createLoop>) =>
    reportJudged.mock.calls.map(([shard, at, lease]) => ({ shard, at, lease }));

  it('is said of each shard when the list has come to its end', async () => {
    const created = createLoop([...many]);
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
    const created = createLoop([{ module: 'a', revision: 1 }]);
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
    const created = createLoop([]);
    created.give('a');
    await created.loop.judgeTouched();
    await created.loop.judgeTouched();
    expect(reportsOf(created)).toHaveLength(1);
    created.give('d');
    await created.loop.judgeTouched();
    expect(reportsOf(created)).toHaveLength(3);
  });

  it.each<[string, (created: ReturnType<typeof createLoop>) => void]>([
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
    const created = createLoop([{ module: 'a', revision: 1 }]);
    created.give('a');
    spoil(created);
    await created.loop.judgeTouched().catch(() => 0);
    expect(reportsOf(created)).toEqual([]);
  });

  it('is not said with a lease that is lost', async () => {
    const created = createLoop([]);
    const [lost] = created.give('a');
    const end = lost.catch(error => error);
    created.reportJudged.mockRejectedValue(new LeaseLostError(leaseOf('a')));
    await created.loop.judgeTouched();
    await expect(end).resolves.toBeInstanceOf(LeaseLostError);
  });
});

describe('while lists are read', () => {
  it('judges only what was touched by itself, and fans nothing out', async () => {
    const created = createLoop([]);
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
    const { loop, changed, touched, give } = createLoop([]);
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
    const { loop, advanceFanOuts, listTouched, touched, give } = createLoop([
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
    const { loop, advanceFanOuts, give } = createLoop([]);
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
    const { loop, listTouched, logger, give } = createLoop([]);
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
