import type { ClusterError } from '../clusters';
import { clusterError, FakeConnection } from './__testUtils__/FakeConnection';
import { until } from './__testUtils__/until';
import { Reachability } from './Reachability';
import { DEFAULT_TIMING, type RunnerTiming } from './timing';

describe('Reachability', () => {
  let connection: FakeConnection;
  let told: (ClusterError['code'] | null)[];
  let abort: AbortController;
  let running: Promise<void>;

  beforeEach(() => {
    connection = new FakeConnection();
    told = [];
    abort = new AbortController();
    running = Promise.resolve();
  });

  afterEach(async () => {
    abort.abort();
    await running;
  });

  function start(timing: Partial<RunnerTiming> = {}) {
    const reachability = new Reachability({
      connection,
      timing: {
        ...DEFAULT_TIMING,
        probeIntervalMs: 5,
        probeTimeoutMs: 20,
        minBackoffMs: 1,
        ...timing,
      },
      onChange: async error => {
        told.push(error?.code ?? null);
      },
      random: () => 0,
    });
    running = reachability.run(abort.signal);
    return reachability;
  }

  const last = () => told[told.length - 1];

  it('lets nobody in before the cluster has answered', async () => {
    connection.probeError = clusterError('unreachable');
    const reachability = start();
    let isOpen = false;
    const waiting = reachability.whenOpen(abort.signal).then(signal => {
      isOpen = true;
      return signal;
    });
    await until(() => told.length > 2);
    expect(isOpen).toBe(false);

    connection.probeError = null;
    expect((await waiting).aborted).toBe(false);
    expect(told.filter(code => code === null).length).toBeGreaterThan(0);
  });

  it('says it before it lets anybody in', async () => {
    const reachability = start();
    await reachability.whenOpen(abort.signal);
    expect(told).toEqual([null]);
  });

  it('asks again and again, and tells each time', async () => {
    start();
    await until(() => told.length > 3);
    expect(new Set(told)).toEqual(new Set([null]));
  });

  it.each(['unreachable', 'untrusted', 'unauthorized', 'failed'] as const)(
    'gives up what is open when the cluster is %s, and lets in when it is back',
    async code => {
      const reachability = start();
      const open = await reachability.whenOpen(abort.signal);
      connection.probeError = clusterError(code);
      await until(() => open.aborted);
      expect(last()).toBe(code);

      connection.probeError = null;
      const again = await reachability.whenOpen(abort.signal);
      expect(again.aborted).toBe(false);
      expect(last()).toBeNull();
    },
  );

  it('takes a cluster that says nothing for one that is away', async () => {
    const reachability = start();
    const open = await reachability.whenOpen(abort.signal);
    connection.probeError = 'hang';
    await until(() => open.aborted);
    expect(last()).toBe('timeout');
  });

  it('asks at once when a reader doubts', async () => {
    const reachability = start({ probeIntervalMs: 1_000_000 });
    const open = await reachability.whenOpen(abort.signal);
    connection.probeError = clusterError('unreachable');
    await until(() => {
      reachability.doubt();
      return open.aborted;
    });
    expect(last()).toBe('unreachable');
  });

  it('takes many doubts at once for one', async () => {
    const reachability = start({
      probeIntervalMs: 1_000_000,
      minBackoffMs: 100,
    });
    await reachability.whenOpen(abort.signal);
    // Nobody sleeps yet while the first answer is told.
    await new Promise(resolve => setTimeout(resolve, 5));
    for (let count = 0; count < 20; count++) {
      reachability.doubt();
    }
    await until(() => told.length === 2);
    expect(connection.calls).toEqual(['probe', 'probe']);
  });

  it('waits as long as the cluster asks', async () => {
    connection.probeError = clusterError('throttled', 1_000_000);
    start();
    await until(() => told.length === 1);
    await new Promise(resolve => setTimeout(resolve, 30));
    expect(connection.calls).toEqual(['probe']);
  });

  it('lets everybody go when it ends', async () => {
    connection.probeError = clusterError('unreachable');
    const reachability = start();
    const waiting = reachability.whenOpen(abort.signal);
    abort.abort();
    expect((await waiting).aborted).toBe(true);
    await running;
    expect((await reachability.whenOpen(abort.signal)).aborted).toBe(true);
  });

  it('says nothing of a probe that was ended', async () => {
    connection.probeError = 'hang';
    start({ probeTimeoutMs: 1_000_000 });
    abort.abort();
    await running;
    expect(told).toEqual([]);
  });
});
