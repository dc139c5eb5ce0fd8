import { clusterError, FakeConnection } from './__testUtils__/FakeConnection';
import { changed, page, ReaderRig } from './__testUtils__/ReaderRig';
import { until } from './__testUtils__/until';

describe('KindReader', () => {
  let rig: ReaderRig;

  beforeEach(() => {
    rig = new ReaderRig();
  });

  afterEach(async () => {
    await rig.end();
  });

  it('reads all pages, sweeps, watches from the last one, and says that it is fresh', async () => {
    rig.connection.lists = [[page('5', 'a', 'b'), page('6', 'c')]];
    rig.start();
    await until(rig.isReported('fresh'));
    expect(rig.log).toEqual(['+a,b -', '+c -', 'sweep n/a,n/b,n/c']);
    expect(rig.connection.calls).toEqual(['list', 'watch 6']);
  });

  it('sweeps nothing after a list that ended early', async () => {
    rig.connection.lists = [clusterError('failed'), [page('6', 'a')]];
    rig.start();
    await until(rig.isReported('fresh'));
    expect(rig.states()).toEqual(['failed', 'fresh']);
    expect(rig.log).toEqual(['+a -', 'sweep n/a']);
    expect(rig.told).toEqual([
      expect.stringMatching(/^eu-1: ClusterError: /),
      'listed eu-1',
      'watching eu-1',
    ]);
  });

  it('goes on from what it has seen when a watch ends', async () => {
    rig.connection.watches = [
      [changed('ADDED', 'a', 7), changed('DELETED', 'b', 8)],
      [{ type: 'BOOKMARK', resourceVersion: '20' }],
      'open',
    ];
    rig.start();
    await until(() => rig.connection.calls.includes('watch 20'));
    expect(rig.connection.calls).toEqual([
      'list',
      'watch 1',
      'watch 8',
      'watch 20',
    ]);
    expect(rig.log).toContain('+a -b');
  });

  it('keeps what came before an error, and goes on behind it', async () => {
    rig.connection.watch = jest
      .fn()
      .mockImplementationOnce(async () =>
        (async function* broken() {
          yield changed('ADDED', 'a', 7);
          throw clusterError('unreachable');
        })(),
      )
      .mockImplementation(FakeConnection.prototype.watch);
    rig.start();
    await until(() => rig.connection.calls.includes('watch 7'));
    expect(rig.log).toContain('+a -');
    expect(rig.doubts).toBe(1);
    expect(rig.states()).toEqual(['fresh', 'fresh']);
  });

  it('lists again when its version is gone, without a word', async () => {
    rig.connection.watches = [clusterError('gone'), 'open'];
    rig.connection.lists = [[page('1', 'a')], [page('9')]];
    rig.start();
    await until(rig.isReported('fresh'));
    expect(rig.connection.calls).toEqual([
      'list',
      'watch 1',
      'list',
      'watch 9',
    ]);
    expect(rig.log[rig.log.length - 1]).toBe('sweep ');
    expect(rig.states()).toEqual(['fresh']);
  });

  it('says that it knows nothing when every list is refused as gone', async () => {
    rig.connection.lists = [clusterError('gone')];
    rig.start();
    await until(rig.isReported('failed'));
    expect(rig.states()).not.toContain('fresh');
    expect(rig.reports[0]).toEqual({
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
    rig.connection.lists = [clusterError(code), [page('3')]];
    rig.start();
    await until(rig.isReported('fresh'));
    expect(rig.reports).toEqual([
      {
        state: 'failed',
        message: expect.stringContaining(`A: The cluster is ${code}`),
      },
      { state: 'fresh' },
    ]);
  });

  it('lists again after what nobody could read', async () => {
    rig.connection.watches = [clusterError('invalid'), 'open'];
    rig.start();
    await until(rig.isReported('fresh'));
    expect(rig.connection.calls).toEqual([
      'list',
      'watch 1',
      'list',
      'watch 1',
    ]);
  });

  it.each(['unreachable', 'timeout'] as const)(
    'leaves it to others to say that the cluster is %s, but not for ever',
    async code => {
      rig.connection.lists = [clusterError(code)];
      rig.start();
      await until(() => rig.doubts === 2);
      await until(rig.isReported('failed'));
      expect(rig.doubts).toBe(2);
    },
  );

  it('reports a list that fails late each time', async () => {
    const list = jest.fn(async function* slow() {
      yield page('1', 'a');
      // Longer than the longest pause: it looks as if it had held.
      await new Promise(resolve => setTimeout(resolve, 40));
      throw clusterError('unreachable');
    });
    rig.connection.list = list;
    rig.start();
    await until(rig.isReported('failed'));
    expect(list).toHaveBeenCalledTimes(3);
  });

  it('waits as long as the cluster asks', async () => {
    rig.connection.lists = [clusterError('throttled', 1_000_000)];
    rig.start();
    await until(rig.isReported('failed'));
    await new Promise(resolve => setTimeout(resolve, 30));
    expect(rig.connection.calls).toEqual(['list']);
  });

  it('asks which kinds there are when its own is gone', async () => {
    rig.connection.watches = [clusterError('notFound')];
    rig.start();
    await until(() => rig.vanished > 0);
    expect(rig.states()).not.toContain('failed');
    await until(rig.isReported('failed'));
    expect(rig.vanished).toBe(3);
  });

  it('reads everything again when something could not be kept', async () => {
    rig.ingestError = new Error('The database is away');
    rig.start();
    await until(rig.isReported('failed'));
    expect(rig.reports[0]).toEqual({
      state: 'failed',
      message: 'A: what was read could not be kept',
    });
    rig.ingestError = undefined;
    await until(rig.isReported('fresh'));
    expect(rig.connection.calls.slice(-2)).toEqual(['list', 'watch 1']);
  });

  it('reads everything again when changes could not be kept', async () => {
    rig.connection.watches = [[changed('ADDED', 'a', 7)], 'open'];
    const lists = () =>
      rig.connection.calls.filter(call => call === 'list').length;
    rig.start(async () => {
      rig.ingestError = lists() === 1 ? new Error('away') : undefined;
    });
    rig.connection.lists = [[page('1')]];
    await until(() => lists() > 1);
    rig.ingestError = undefined;
    await until(() => rig.connection.openWatches === 1);
    expect(rig.connection.calls).not.toContain('watch 7');
  });

  it('leaves no watch open when its first word cannot be kept', async () => {
    let isAway = true;
    rig.start(async ({ state }) => {
      if (state === 'fresh' && isAway) {
        isAway = false;
        throw new Error('The database is away');
      }
    });
    await until(rig.isReported('fresh'));
    expect(rig.connection.openWatches).toBe(1);
    expect(rig.connection.calls.slice(-2)).toEqual(['list', 'watch 1']);
  });

  it('outlives that its failure cannot be kept', async () => {
    let isAway = true;
    rig.connection.lists = [clusterError('forbidden'), [page('2')]];
    rig.start(async () => {
      if (isAway) {
        isAway = false;
        throw new Error('The database is away');
      }
    });
    await until(rig.isReported('fresh'));
    expect(rig.connection.calls).toEqual(['list', 'list', 'watch 2']);
  });

  it('says how many objects nobody could read, until they can be', async () => {
    const bad = { source: 's', object: 'A n a', message: 'odd' };
    rig.unreadable = [bad, { ...bad, object: 'A n b' }];
    rig.connection.lists = [[page('1', 'a', 'b')]];
    rig.connection.watches = [
      [changed('MODIFIED', 'a', 2)],
      [changed('DELETED', 'b', 3)],
      'open',
    ];
    rig.start();
    await until(() => rig.connection.calls.includes('watch 3'));
    await until(() => rig.states().at(-1) === 'fresh');
    expect(rig.reports[0]).toEqual({
      state: 'partial',
      message: '2 of kind A could not be read, the first is A n a: odd',
    });
    expect(rig.reports).toContainEqual({
      state: 'partial',
      message: '1 of kind A could not be read, the first is A n b: odd',
    });
  });

  it('does not run hot when each watch ends at once', async () => {
    rig.connection.watches = [[]];
    // Also on a machine that takes a while for it, each read counts as short.
    rig.minBackoffMs = 500;
    rig.start();
    await until(() => rig.connection.calls.length > 3);
    const [before, beginMs] = [rig.connection.calls.length, performance.now()];
    await until(() => rig.connection.calls.length >= before + 10);
    const pausedMs = performance.now() - beginMs;
    // Without a pause ten calls take a millisecond or two.
    expect(pausedMs).toBeGreaterThan(20);
  });

  it('says which rule is missing when it may not read', async () => {
    const error = clusterError('forbidden');
    rig.connection.lists = [error, [page('3')]];
    rig.start();
    await until(rig.isReported('fresh'));
    expect(rig.reports[0]).toMatchObject({
      message: expect.stringContaining('list and watch on as.x'),
    });
  });

  it('ends when it is told to, wherever it is', async () => {
    rig.start();
    await until(() => rig.connection.openWatches === 1);
    rig.abort.abort();
    await rig.running;
    expect(rig.connection.openWatches).toBe(0);
    expect(rig.states()).toEqual(['fresh']);
  });
});
