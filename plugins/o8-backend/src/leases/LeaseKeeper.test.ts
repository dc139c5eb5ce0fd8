import { mockServices } from '@backstage/backend-test-utils';
import { waitFor } from '../engine/__testUtils__/waitFor';
import { MemoryLeaseStore } from './__testUtils__/MemoryLeaseStore';
import { LeaseLostError, type Lease } from './Lease';
import { LeaseKeeper, type LeaseKeeperOptions } from './LeaseKeeper';

const TIMING = { leaseTtlMs: 600, leaseRenewMs: 60 };
const CLUSTERS = ['cluster/a', 'cluster/b', 'cluster/c', 'cluster/d'];
const SHARDS = Array.from({ length: 6 }, (_, index) => `assess/${index}`);

describe('LeaseKeeper', () => {
  let store: MemoryLeaseStore;
  let keepers: LeaseKeeper[];

  beforeEach(() => {
    store = new MemoryLeaseStore();
    keepers = [];
  });

  afterEach(async () => {
    store.before = async () => undefined;
    await Promise.all(keepers.map(keeper => keeper.stop()));
  });

  function start(
    holder: string,
    overrides: Partial<LeaseKeeperOptions> = {},
    untilAborted = async (signal: AbortSignal) => {
      await new Promise(resolve => signal.addEventListener('abort', resolve));
    },
  ) {
    const working = new Map<string, Lease>();
    const log: string[] = [];
    const logger = mockServices.logger.mock();
    const keeper = new LeaseKeeper({
      store,
      holder,
      names: CLUSTERS,
      work: async (lease, signal) => {
        working.set(lease.name, lease);
        log.push(`begin ${lease.name}`);
        await untilAborted(signal);
        working.delete(lease.name);
        log.push(`end ${lease.name}`);
      },
      timing: TIMING,
      logger,
      ...overrides,
    });
    keepers.push(keeper);
    keeper.start();
    return { keeper, working, log, logger };
  }

  const holds = (working: Map<string, Lease>, prefix = '') =>
    [...working.keys()].filter(name => name.startsWith(prefix)).sort();
  const until = (isSo: () => boolean) =>
    waitFor(
      async () => isSo(),
      answer => answer,
      10_000,
    );
  const pause = (ms: number) =>
    new Promise(resolve => {
      setTimeout(resolve, ms);
    });

  it('takes everything that there is when it is alone, and keeps it', async () => {
    const { working } = start('one');
    await until(() => working.size === 4);
    const leases = [...working.values()];
    await pause(2 * TIMING.leaseTtlMs);
    expect([...working.values()]).toEqual(leases);
    expect(leases.map(({ epoch }) => epoch)).toEqual([1, 1, 1, 1]);
  });

  it('shares each class evenly with those that come', async () => {
    const names = [...CLUSTERS, ...SHARDS];
    const first = start('one', { names });
    await until(() => first.working.size === names.length);
    const second = start('two', { names });
    const third = start('three', { names });
    const all = [first, second, third];
    await until(
      () =>
        all.every(({ working }) => holds(working, 'assess/').length === 2) &&
        all.reduce((sum, { working }) => sum + working.size, 0) === 10,
    );
    const clusters = all.map(({ working }) => holds(working, 'cluster/'));
    expect(clusters.map(each => each.length).sort()).toEqual([1, 1, 2]);
    expect(new Set(clusters.flat())).toEqual(new Set(CLUSTERS));
  });

  it('ends the work before it gives a lease to another', async () => {
    let slowMs = 100;
    const first = start('one', {}, async signal => {
      await new Promise(resolve => signal.addEventListener('abort', resolve));
      await pause(slowMs);
    });
    await until(() => first.working.size === 4);
    const begun: boolean[] = [];
    const second = start('two', {
      work: async ({ name }, signal) => {
        begun.push(first.working.has(name));
        await new Promise(resolve => signal.addEventListener('abort', resolve));
      },
    });
    await until(() => begun.length === 2);
    expect(begun).toEqual([false, false]);
    slowMs = 0;
    await second.keeper.stop();
    await until(() => first.working.size === 4);
  });

  it('hands over at once when it stops', async () => {
    const first = start('one');
    await until(() => first.working.size === 4);
    const second = start('two');
    await until(() => second.working.size === 2 && first.working.size === 2);
    await first.keeper.stop();
    expect(first.working.size).toBe(0);
    expect([...store.replicas.keys()]).toEqual(['two']);
    const stoppedAtMs = performance.now();
    await until(() => second.working.size === 4);
    // By waiting for the end of the leases it would have taken longer.
    expect(performance.now() - stoppedAtMs).toBeLessThan(TIMING.leaseTtlMs);
  });

  it('takes over from one that is gone without a word', async () => {
    const nowMs = performance.now() + 1_000_000;
    store.replicas.set('dead', nowMs + 300);
    for (const name of CLUSTERS) {
      const expiresAtMs = nowMs + 300;
      store.leases.set(name, { name, holder: 'dead', epoch: 7, expiresAtMs });
    }
    const { working } = start('one');
    await until(() => working.size === 4);
    expect([...working.values()].map(({ epoch }) => epoch)).toEqual([
      8, 8, 8, 8,
    ]);
  });

  it('drops what is somebody else’s by now', async () => {
    const { working, log } = start('one');
    await until(() => working.size === 4);
    store.steal('cluster/b');
    await until(() => !working.has('cluster/b'));
    await pause(3 * TIMING.leaseRenewMs);
    expect(holds(working)).toEqual(['cluster/a', 'cluster/c', 'cluster/d']);
    expect(log.filter(line => line.includes('cluster/b'))).toEqual([
      'begin cluster/b',
      'end cluster/b',
    ]);
    expect(store.leases.get('cluster/b')?.holder).toBe('thief');
  });

  it('tells what it takes, loses and gives back', async () => {
    const told: string[] = [];
    const { keeper, working } = start('one', {
      telemetry: {
        expectLeases: names => told.push(`expect ${names.length}`),
        leaseChanged: (name, change) => told.push(`${change} ${name}`),
      },
    });
    await until(() => working.size === 4);
    store.steal('cluster/b');
    await until(() => told.includes('lost cluster/b'));
    await keeper.stop();
    expect(told.slice(0, 5)).toEqual([
      'expect 4',
      ...CLUSTERS.map(name => `taken ${name}`),
    ]);
    expect(told.slice(5).sort()).toEqual([
      'given_back cluster/a',
      'given_back cluster/c',
      'given_back cluster/d',
      'lost cluster/b',
    ]);
  });

  it.each<[string, () => Promise<void>]>([
    ['refuses', async () => Promise.reject(new Error('away'))],
    ['hangs', () => new Promise(() => undefined)],
  ])(
    'gives up in time when the database %s, and comes back',
    async (_, away) => {
      const endedAtMs: number[] = [];
      const { working, log } = start('one', {}, async signal => {
        await new Promise(resolve => signal.addEventListener('abort', resolve));
        endedAtMs.push(performance.now() + 1_000_000);
      });
      await until(() => working.size === 4);
      const healthy = store.before;
      store.before = away;
      await until(() => working.size === 0);
      const ends = [...store.leases.values()].map(l => l.expiresAtMs);
      // The work was over while nobody else could have had the lease.
      expect(Math.max(...endedAtMs)).toBeLessThan(Math.min(...ends));

      store.before = healthy;
      await until(() => working.size === 4);
      expect(log.filter(line => line.startsWith('begin'))).toHaveLength(8);
    },
  );

  it('knows when it wakes up that it slept for too long', async () => {
    let asleepMs = 0;
    const { working, log } = start('one', {
      monotonicMs: () => performance.now() + asleepMs,
    });
    await until(() => working.size === 4);
    // The renewal that it finds answered was answered before it slept.
    asleepMs = 60_000;
    await until(() => log.includes('end cluster/a'));
    await until(() => working.size === 4);
    expect([...working.values()].map(({ epoch }) => epoch)).toEqual([
      2, 2, 2, 2,
    ]);
  });

  it('gives back what it was given too late', async () => {
    let isSlow = true;
    const late: Promise<void>[] = [];
    store.before = async call => {
      if (call === 'acquire' && isSlow) {
        const done = pause(2 * TIMING.leaseRenewMs);
        late.push(done.then(() => undefined));
        await done;
      }
    };
    const { working } = start('one', { names: ['cluster/a'] });
    await until(() => late.length === 2);
    isSlow = false;
    await until(() => working.size === 1);
    expect(working.get('cluster/a')!.epoch).toBeGreaterThan(1);
  });

  it('takes a lease again whose work has ended by itself', async () => {
    let runs = 0;
    const { logger } = start('one', {
      names: ['cluster/a', 'cluster/b'],
      work: async lease => {
        runs += 1;
        throw lease.name === 'cluster/a'
          ? new LeaseLostError(lease)
          : new Error('a mistake');
      },
    });
    await until(() => runs >= 4);
    expect(logger.info).toHaveBeenCalledWith(
      'The lease cluster/a has another holder now',
    );
    expect(logger.warn).toHaveBeenCalledWith('The work of cluster/b ended', {
      error: 'Error: a mistake',
    });
  });

  it('does not wait for ever for work that does not end', async () => {
    const { keeper, working, logger } = start(
      'one',
      { names: ['cluster/a'] },
      () => new Promise(() => undefined),
    );
    await until(() => working.size === 1);
    await keeper.stop();
    expect(logger.warn).toHaveBeenCalledWith(
      'The work of cluster/a does not end',
    );
    expect(store.isHeld('cluster/a')).toBe(false);
  });

  it('stops also while the database is away', async () => {
    const { keeper, working, logger } = start('one');
    await until(() => working.size === 4);
    store.before = () => new Promise(() => undefined);
    await keeper.stop();
    expect(working.size).toBe(0);
    expect(logger.warn).toHaveBeenCalledWith('Leaving failed', {
      error: expect.stringContaining('did not answer'),
    });
  });
});
