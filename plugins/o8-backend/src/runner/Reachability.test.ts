import type { ClusterError } from '../clusters';
import { clusterError, FakeConnection } from './__testUtils__/FakeConnection';
import { until } from './__testUtils__/until';
import { Reachability } from './Reachability';
import { DEFAULT_TIMING, type RunnerTiming } from '../timing';

/** A count at the moment when a signal aborts: what is counted goes on after it. */
function countAt(signal: AbortSignal, count: () => number): Promise<number> {
  return new Promise(resolve =>
    signal.addEventListener('abort', () => resolve(count())),
  );
}

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
      onChange: async ({ error }) => {
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
    const waiting = reachability.whenReachable(abort.signal).then(signal => {
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
    await reachability.whenReachable(abort.signal);
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
      const open = await reachability.whenReachable(abort.signal);
      connection.probeError = clusterError(code);
      await until(() => open.aborted);
      expect(last()).toBe(code);

      connection.probeError = null;
      const again = await reachability.whenReachable(abort.signal);
      expect(again.aborted).toBe(false);
      expect(last()).toBeNull();
    },
  );

  it('takes a cluster that says nothing for one that is away', async () => {
    const reachability = start();
    const open = await reachability.whenReachable(abort.signal);
    connection.probeError = 'hang';
    await until(() => open.aborted);
    expect(last()).toBe('timeout');
  });

  it('forgives one probe that fails, and no second one', async () => {
    const probe = jest
      .spyOn(connection, 'probe')
      .mockResolvedValueOnce({})
      .mockRejectedValueOnce(clusterError('timeout'))
      .mockResolvedValueOnce({})
      .mockRejectedValueOnce(clusterError('timeout'))
      .mockRejectedValueOnce(clusterError('unreachable'));
    const reachability = start();
    const passing = await reachability.whenReachable(abort.signal);
    await until(() => probe.mock.calls.length > 2);
    expect(passing.aborted).toBe(false);
    await until(() => passing.aborted);
    expect(told.slice(0, 3)).toEqual([null, null, 'unreachable']);
  });

  it('does not blame a cluster for our own standstill', async () => {
    const reachability = start({ probeTimeoutMs: 100 });
    const passing = await reachability.whenReachable(abort.signal);
    let probes = 0;
    connection.probe = async ({ signal }) => {
      probes += 1;
      // Many things to do, each of which takes a while; the answer waits behind them.
      for (let count = 0; count < 5; count++) {
        const endMs = performance.now() + 60;
        while (performance.now() < endMs);
        await new Promise(resolve => setTimeout(resolve, 1));
      }
      signal.throwIfAborted();
      return {};
    };
    await until(() => probes > 2);
    expect(passing.aborted).toBe(false);
    expect(told).not.toContain('timeout');
  });

  it('forgives one more silent probe while readers hear the cluster', async () => {
    const reachability = start();
    const passing = await reachability.whenReachable(abort.signal);
    let probes = 0;
    connection.probe = async () => {
      probes += 1;
      reachability.hear();
      throw clusterError('timeout');
    };
    const given = await countAt(passing, () => probes);
    // It is no outage that is forgiven for ever: what is new cannot be asked.
    expect(given).toBe(3);
    expect(last()).toBe('timeout');
  });

  it('forgives no refused connection for what readers hear', async () => {
    const reachability = start();
    const passing = await reachability.whenReachable(abort.signal);
    let probes = 0;
    connection.probe = async () => {
      probes += 1;
      reachability.hear();
      throw clusterError('unreachable');
    };
    expect(await countAt(passing, () => probes)).toBe(2);
  });

  it('does not forgive a refusal', async () => {
    jest
      .spyOn(connection, 'probe')
      .mockResolvedValueOnce({})
      .mockRejectedValueOnce(clusterError('unauthorized'));
    const reachability = start();
    const passing = await reachability.whenReachable(abort.signal);
    await until(() => passing.aborted);
    expect(told.slice(0, 2)).toEqual([null, 'unauthorized']);
  });

  it('lets nobody through while one probe asks whether it is back', async () => {
    const answers: ((error?: ClusterError) => void)[] = [];
    connection.probe = () =>
      new Promise((resolve, reject) =>
        answers.push(error => (error ? reject(error) : resolve({}))),
      );
    const reachability = start({ probeTimeoutMs: 1_000_000 });
    await until(() => answers.length === 1);
    answers[0](clusterError('unreachable'));
    await until(() => answers.length === 2);
    let letIn = 0;
    const waiting = [1, 2, 3].map(() =>
      reachability.whenReachable(abort.signal).then(() => {
        letIn += 1;
      }),
    );
    await new Promise(resolve => setTimeout(resolve, 10));
    expect([letIn, answers.length]).toEqual([0, 2]);
    answers[1]();
    await Promise.all(waiting);
    expect(letIn).toBe(3);
  });

  it('asks at once when a reader doubts', async () => {
    const reachability = start({ probeIntervalMs: 1_000_000 });
    const open = await reachability.whenReachable(abort.signal);
    connection.probeError = clusterError('unauthorized');
    await until(() => {
      reachability.doubt();
      return open.aborted;
    });
    expect(last()).toBe('unauthorized');
  });

  it('takes many doubts at once for one', async () => {
    const reachability = start({
      probeIntervalMs: 1_000_000,
      minBackoffMs: 100,
    });
    await reachability.whenReachable(abort.signal);
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
    const waiting = reachability.whenReachable(abort.signal);
    abort.abort();
    expect((await waiting).aborted).toBe(true);
    await running;
    expect((await reachability.whenReachable(abort.signal)).aborted).toBe(true);
  });

  it('says nothing of a probe that was ended', async () => {
    connection.probeError = 'hang';
    start({ probeTimeoutMs: 1_000_000 });
    abort.abort();
    await running;
    expect(told).toEqual([]);
  });
});
