import { LeaseLostError } from '../leases';
import { shardOf } from '../store';
import { HeldShards } from './HeldShards';

const createLease = (shard: number, epoch = 1) => ({
  name: `assess/${shard}`,
  holder: 'here',
  epoch,
});

describe('HeldShards', () => {
  it('holds a shard until aborted', async () => {
    const shards = new HeldShards();
    const abort = new AbortController();
    const lease = createLease(3);
    const onHeld = jest.fn();
    const ended = shards.hold(3, lease, { signal: abort.signal, onHeld });
    expect(onHeld).toHaveBeenCalledTimes(1);
    expect(shards.numbers).toEqual([3]);
    expect(shards.leaseOf(3)).toBe(lease);
    expect(shards.leaseOf(4)).toBeUndefined();
    abort.abort();
    await expect(ended).resolves.toBeUndefined();
    expect(shards.numbers).toEqual([]);
  });

  it('knows modules by their shard, and by the lease of now', async () => {
    const shards = new HeldShards();
    const { signal } = new AbortController();
    const lease = createLease(shardOf('a'));
    void shards.hold(shardOf('a'), lease, { signal, onHeld: () => {} });
    expect(shards.isHeld('a', lease)).toBe(true);
    expect(shards.isHeld('a', createLease(shardOf('a'), 2))).toBe(false);
    expect(shards.isHeld('d', lease)).toBe(false);
  });

  it('loses the one shard, and says why', async () => {
    const shards = new HeldShards();
    const { signal } = new AbortController();
    const options = { signal, onHeld: () => {} };
    const lost = shards.hold(3, createLease(3), options);
    void shards.hold(4, createLease(4), options);
    const error = new LeaseLostError(createLease(3));
    shards.lose(error);
    await expect(lost).resolves.toBe(error);
    expect(shards.numbers).toEqual([4]);
  });

  it('keeps a shard that was given again, when the old holding ends', async () => {
    const shards = new HeldShards();
    const old = new AbortController();
    const { signal } = new AbortController();
    const onHeld = () => {};
    const first = shards.hold(3, createLease(3), {
      signal: old.signal,
      onHeld,
    });
    const lease = createLease(3, 2);
    void shards.hold(3, lease, { signal, onHeld });
    old.abort();
    await first;
    expect(shards.leaseOf(3)).toBe(lease);
  });
});
