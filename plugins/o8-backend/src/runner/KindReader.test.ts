import { mockServices } from '@backstage/backend-test-utils';
import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import type { WatchEvent } from '../clusters';
import type { FactIngest, Unreadable } from '../facts';
import { clusterError, FakeConnection } from './__testUtils__/FakeConnection';
import { until } from './__testUtils__/until';
import { KindReader } from './KindReader';
import type { KindState } from './kindState';
import type { Reachability } from './Reachability';
import { DEFAULT_TIMING } from './timing';

const kind = { group: 'x', version: 'v1', kind: 'A', plural: 'as' };

function object(name: string): KubernetesObject {
  return {
    apiVersion: 'x/v1',
    kind: 'A',
    metadata: { name, namespace: 'n', uid: name },
  };
}

function event(
  type: 'ADDED' | 'MODIFIED' | 'DELETED',
  name: string,
  version: number,
): WatchEvent {
  return { type, object: object(name), resourceVersion: String(version) };
}

const page = (version: string, ...names: string[]) => ({
  objects: names.map(object),
  resourceVersion: version,
});

describe('KindReader', () => {
  let connection: FakeConnection;
  let reports: KindState[];
  let log: string[];
  let unreadable: Unreadable[];
  let ingestError: Error | undefined;
  let doubts: number;
  let vanished: number;
  let abort: AbortController;
  let running: Promise<void>;

  beforeEach(() => {
    connection = new FakeConnection();
    reports = [];
    log = [];
    unreadable = [];
    ingestError = undefined;
    doubts = 0;
    vanished = 0;
    abort = new AbortController();
    running = Promise.resolve();
  });

  afterEach(async () => {
    abort.abort();
    await running;
  });

  function start(report = async (_state: KindState) => {}) {
    const ingest: Pick<FactIngest, 'apply' | 'sweep'> = {
      async apply({ changed, deleted }) {
        if (ingestError) {
          throw ingestError;
        }
        const names = (objects: KubernetesObject[]) =>
          objects.map(({ metadata }) => metadata.name).join();
        log.push(`+${names(changed)} -${names(deleted)}`);
        return unreadable.splice(0);
      },
      async sweep({ seen }) {
        log.push(`sweep ${[...seen].join()}`);
      },
    };
    const reader = new KindReader({
      cluster: 'eu-1',
      kind,
      connection,
      reachability: {
        whenOpen: async (signal: AbortSignal) => signal,
        doubt: () => {
          doubts += 1;
        },
      } as unknown as Reachability,
      ingest,
      report: async state => {
        await report(state);
        // Said after each failure: until it is watched again nobody can confirm it.
        if (state.state !== 'pending') {
          reports.push(state);
        }
      },
      onVanished: () => {
        vanished += 1;
      },
      logger: mockServices.logger.mock(),
      timing: {
        ...DEFAULT_TIMING,
        minBackoffMs: 1,
        maxBackoffMs: 20,
        gatherMs: 1,
      },
      random: () => 0,
    });
    running = reader.run(abort.signal);
  }

  const states = () => reports.map(({ state }) => state);
  const isReported = (state: KindState['state']) => () =>
    states().includes(state);

  it('reads all pages, sweeps, watches from the last one, and says that it is fresh', async () => {
    connection.lists = [[page('5', 'a', 'b'), page('6', 'c')]];
    start();
    await until(isReported('fresh'));
    expect(log).toEqual(['+a,b -', '+c -', 'sweep n/a,n/b,n/c']);
    expect(connection.calls).toEqual(['list', 'watch 6']);
  });

  it('sweeps nothing after a list that ended early', async () => {
    connection.lists = [clusterError('failed'), [page('6', 'a')]];
    start();
    await until(isReported('fresh'));
    expect(states()).toEqual(['failed', 'fresh']);
    expect(log).toEqual(['+a -', 'sweep n/a']);
  });

  it('goes on from what it has seen when a watch ends', async () => {
    connection.watches = [
      [event('ADDED', 'a', 7), event('DELETED', 'b', 8)],
      [{ type: 'BOOKMARK', resourceVersion: '20' }],
      'open',
    ];
    start();
    await until(() => connection.calls.includes('watch 20'));
    expect(connection.calls).toEqual([
      'list',
      'watch 1',
      'watch 8',
      'watch 20',
    ]);
    expect(log).toContain('+a -b');
  });

  it('keeps what came before an error, and goes on behind it', async () => {
    connection.watch = jest
      .fn()
      .mockImplementationOnce(async () =>
        (async function* broken() {
          yield event('ADDED', 'a', 7);
          throw clusterError('unreachable');
        })(),
      )
      .mockImplementation(FakeConnection.prototype.watch);
    start();
    await until(() => connection.calls.includes('watch 7'));
    expect(log).toContain('+a -');
    expect(doubts).toBe(1);
    expect(states()).toEqual(['fresh', 'fresh']);
  });

  it('lists again when its version is gone, without a word', async () => {
    connection.watches = [clusterError('gone'), 'open'];
    connection.lists = [[page('1', 'a')], [page('9')]];
    start();
    await until(isReported('fresh'));
    expect(connection.calls).toEqual(['list', 'watch 1', 'list', 'watch 9']);
    expect(log[log.length - 1]).toBe('sweep ');
    expect(states()).toEqual(['fresh']);
  });

  it('says that it knows nothing when every list is refused as gone', async () => {
    connection.lists = [clusterError('gone')];
    start();
    await until(isReported('failed'));
    expect(states()).not.toContain('fresh');
    expect(reports[0]).toEqual({
      state: 'failed',
      message: 'A: The cluster is gone',
    });
  });

  it.each([
    'forbidden',
    'unauthorized',
    'throttled',
    'failed',
    'invalid',
  ] as const)('says at once that a list is %s, and recovers', async code => {
    connection.lists = [clusterError(code), [page('3')]];
    start();
    await until(isReported('fresh'));
    expect(reports).toEqual([
      { state: 'failed', message: `A: The cluster is ${code}` },
      { state: 'fresh' },
    ]);
  });

  it('lists again after what nobody could read', async () => {
    connection.watches = [clusterError('invalid'), 'open'];
    start();
    await until(isReported('fresh'));
    expect(connection.calls).toEqual(['list', 'watch 1', 'list', 'watch 1']);
  });

  it.each(['unreachable', 'timeout'] as const)(
    'leaves it to others to say that the cluster is %s, but not for ever',
    async code => {
      connection.lists = [clusterError(code)];
      start();
      await until(() => doubts === 2);
      await until(isReported('failed'));
      expect(doubts).toBe(2);
    },
  );

  it('reports a list that fails late each time', async () => {
    const list = jest.fn(async function* slow() {
      yield page('1', 'a');
      // Longer than the longest pause: it looks as if it had held.
      await new Promise(resolve => setTimeout(resolve, 40));
      throw clusterError('unreachable');
    });
    connection.list = list;
    start();
    await until(isReported('failed'));
    expect(list).toHaveBeenCalledTimes(3);
  });

  it('waits as long as the cluster asks', async () => {
    connection.lists = [clusterError('throttled', 1_000_000)];
    start();
    await until(isReported('failed'));
    await new Promise(resolve => setTimeout(resolve, 30));
    expect(connection.calls).toEqual(['list']);
  });

  it('asks which kinds there are when its own is gone', async () => {
    connection.watches = [clusterError('notFound')];
    start();
    await until(() => vanished > 0);
    expect(states()).toContain('failed');
  });

  it('reads everything again when something could not be kept', async () => {
    ingestError = new Error('The database is away');
    start();
    await until(isReported('failed'));
    expect(reports[0]).toEqual({
      state: 'failed',
      message: 'A: what was read could not be kept',
    });
    ingestError = undefined;
    await until(isReported('fresh'));
    expect(connection.calls.slice(-2)).toEqual(['list', 'watch 1']);
  });

  it('reads everything again when changes could not be kept', async () => {
    connection.watches = [[event('ADDED', 'a', 7)], 'open'];
    const lists = () => connection.calls.filter(call => call === 'list').length;
    start(async () => {
      ingestError = lists() === 1 ? new Error('away') : undefined;
    });
    connection.lists = [[page('1')]];
    await until(() => lists() > 1);
    ingestError = undefined;
    await until(() => connection.openWatches === 1);
    expect(connection.calls).not.toContain('watch 7');
  });

  it('leaves no watch open when its first word cannot be kept', async () => {
    let isAway = true;
    start(async ({ state }) => {
      if (state === 'fresh' && isAway) {
        isAway = false;
        throw new Error('The database is away');
      }
    });
    await until(isReported('fresh'));
    expect(connection.openWatches).toBe(1);
    expect(connection.calls.slice(-2)).toEqual(['list', 'watch 1']);
  });

  it('outlives that its failure cannot be kept', async () => {
    let isAway = true;
    connection.lists = [clusterError('forbidden'), [page('2')]];
    start(async () => {
      if (isAway) {
        isAway = false;
        throw new Error('The database is away');
      }
    });
    await until(isReported('fresh'));
    expect(connection.calls).toEqual(['list', 'list', 'watch 2']);
  });

  it('says how many objects nobody could read, until they can be', async () => {
    const bad = { source: 's', object: 'A n a', message: 'odd' };
    unreadable = [bad, { ...bad, object: 'A n b' }];
    connection.lists = [[page('1', 'a', 'b')]];
    connection.watches = [
      [event('MODIFIED', 'a', 2)],
      [event('DELETED', 'b', 3)],
      'open',
    ];
    start();
    await until(() => connection.calls.includes('watch 3'));
    await until(() => states().at(-1) === 'fresh');
    expect(reports[0]).toEqual({
      state: 'partial',
      message: '2 of kind A could not be read, the first is A n a: odd',
    });
    expect(reports).toContainEqual({
      state: 'partial',
      message: '1 of kind A could not be read, the first is A n b: odd',
    });
  });

  it('does not run hot when each watch ends at once', async () => {
    connection.watches = [[]];
    start();
    await until(() => connection.calls.length > 3);
    // By now the pauses are long: each is twice the one before, up to the longest.
    const [before, beginMs] = [connection.calls.length, performance.now()];
    await until(() => connection.calls.length >= before + 10);
    const pausedMs = performance.now() - beginMs;
    // Without a pause ten calls take a millisecond or two.
    expect(pausedMs).toBeGreaterThan(20);
  });

  it('ends when it is told to, wherever it is', async () => {
    start();
    await until(() => connection.openWatches === 1);
    abort.abort();
    await running;
    expect(connection.openWatches).toBe(0);
    expect(states()).toEqual(['fresh']);
  });
});
