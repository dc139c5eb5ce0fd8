import type { WatchEvent } from '../clusters';
import { LeaseLostError } from '../leases';
import { clusterError, FakeConnection } from './__testUtils__/FakeConnection';
import { changed, page, ReaderRig, toObject } from './__testUtils__/ReaderRig';
import { until } from './__testUtils__/until';

describe('KindReader, when less can be trusted than it seems', () => {
  let rig: ReaderRig;

  beforeEach(() => {
    rig = new ReaderRig();
  });

  afterEach(async () => {
    await rig.end();
  });

  it('tells no repeated and no overtaken change', async () => {
    rig.connection.watches = [
      [
        changed('ADDED', 'a', 7),
        changed('ADDED', 'a', 7),
        changed('ADDED', 'b', 8),
        changed('DELETED', 'a', 9),
        changed('MODIFIED', 'a', 7),
      ],
      'open',
    ];
    rig.start();
    await until(() => rig.connection.openWatches === 1);
    expect(rig.log.slice(2)).toEqual(['+b -a']);
    expect(rig.connection.calls).toContain('watch 9');
  });

  it('lists everything again when a bookmark goes back in time', async () => {
    rig.connection.lists = [[page('100', 'a')], [page('50', 'b')]];
    rig.connection.watches = [
      [{ type: 'BOOKMARK', resourceVersion: '40' }],
      'open',
    ];
    rig.start();
    await until(() => rig.connection.calls.includes('watch 50'));
    expect(rig.log.at(-1)).toBe('sweep n/b');
  });

  it('lists everything again when a change goes back in time', async () => {
    rig.connection.lists = [[page('100', 'a')], [page('50', 'b')]];
    rig.connection.watches = [[changed('MODIFIED', 'a', 45)], 'open'];
    rig.start();
    await until(() => rig.connection.calls.includes('watch 50'));
    // What came with it is in the list, or is not so.
    expect(rig.log).toEqual(['+a -', 'sweep n/a', '+b -', 'sweep n/b']);
  });

  it('lists everything again when it goes back behind what was told', async () => {
    rig.connection.lists = [[page('100', 'a')], [page('150', 'b')]];
    rig.connection.watches = [
      [changed('MODIFIED', 'a', 200), changed('MODIFIED', 'a', 120)],
      'open',
    ];
    rig.start();
    await until(() => rig.connection.calls.includes('watch 150'));
    expect(rig.log.at(-1)).toBe('sweep n/b');
  });

  it('does not watch on from a version that is yet to come', async () => {
    rig.connection.lists = [[page('100', 'a')], [page('50', 'b')]];
    // It ends well, as when a server is stopped to put its etcd back.
    rig.connection.watches = [
      [{ type: 'BOOKMARK', resourceVersion: '120' }],
      'open',
    ];
    rig.connection.version = '60';
    rig.start();
    await until(() => rig.connection.openWatches === 1);
    expect(rig.connection.calls).toEqual([
      'list',
      'watch 100',
      'list',
      'watch 50',
    ]);
  });

  it('asks no source for its version whose versions have no order', async () => {
    rig.connection.lists = [[page('x/1', 'a')]];
    rig.connection.watches = [
      [{ type: 'BOOKMARK', resourceVersion: 'x/2' }],
      'open',
    ];
    rig.start();
    await until(() => rig.connection.calls.includes('watch x/2'));
    expect(rig.connection.looks).toBe(0);
    expect(rig.heard).toBeGreaterThan(1);
  });

  it('lists everything again when a version is refused again and again', async () => {
    rig.connection.watches = [
      clusterError('failed'),
      clusterError('failed'),
      clusterError('failed'),
      'open',
    ];
    rig.start();
    await until(() => rig.connection.openWatches === 1);
    expect(rig.connection.calls.slice(-2)).toEqual(['list', 'watch 1']);
    expect(rig.connection.calls.filter(call => call === 'list')).toHaveLength(
      2,
    );
  });

  describe('when a watch falls silent', () => {
    const silent = async () =>
      // eslint-disable-next-line require-yield -- it says nothing
      (async function* stalled(): AsyncGenerator<WatchEvent> {
        throw clusterError('timeout');
      })();

    function versioned(version: string, objectVersion: string) {
      const one = toObject('a');
      one.metadata.resourceVersion = objectVersion;
      return { objects: [one], resourceVersion: version };
    }

    it('lists again, and believes the silence if nothing has changed', async () => {
      rig.connection.lists = [[versioned('10', '3')], [versioned('20', '3')]];
      rig.connection.watch = jest
        .fn()
        .mockImplementationOnce(silent)
        .mockImplementation(FakeConnection.prototype.watch);
      rig.start();
      await until(() => rig.connection.calls.includes('watch 20'));
      expect(rig.doubts).toBe(1);
      expect(rig.states()).toEqual(['fresh', 'fresh']);
    });

    it('says so if a list shows what it should have told, until it speaks', async () => {
      rig.connection.lists = [[versioned('10', '3')], [versioned('20', '15')]];
      rig.connection.watches = [
        [{ type: 'BOOKMARK', resourceVersion: '21' }],
        'open',
      ];
      rig.connection.watch = jest
        .fn()
        .mockImplementationOnce(silent)
        .mockImplementation(FakeConnection.prototype.watch);
      rig.start();
      await until(() => rig.connection.calls.includes('watch 21'));
      expect(rig.reports.slice(0, 3)).toEqual([
        { state: 'fresh' },
        {
          state: 'failed',
          message:
            'A: its watches do not say what changes; it is listed again and again',
        },
        { state: 'fresh' },
      ]);
    });
  });

  it('sweeps nothing when a list breaks off behind its first page', async () => {
    const list = jest
      .fn(FakeConnection.prototype.list)
      .mockImplementationOnce(async function* broken() {
        yield page('5', 'a');
        throw clusterError('gone');
      });
    rig.connection.list = list;
    rig.connection.lists = [[page('6', 'a'), page('6', 'b')]];
    rig.start();
    await until(rig.isReported('fresh'));
    expect(rig.log).toEqual(['+a -', '+a -', '+b -', 'sweep n/a,n/b']);
    expect(rig.states()).toEqual(['fresh']);
  });

  it('lists everything again after an outage of the cluster', async () => {
    const outage = new AbortController();
    const attempts = [outage.signal];
    rig.whenReachable = async signal =>
      AbortSignal.any([signal, ...attempts.splice(0)]);
    rig.start();
    await until(() => rig.connection.openWatches === 1);
    outage.abort();
    await until(() => rig.connection.calls.length > 3);
    expect(rig.connection.calls).toEqual([
      'list',
      'watch 1',
      'list',
      'watch 1',
    ]);
  });

  it('does not wait for the next word of a watch when it cannot keep the last', async () => {
    let tell = (_: WatchEvent) => {};
    rig.connection.watch = jest
      .fn(FakeConnection.prototype.watch)
      .mockImplementationOnce(async (_kind, { signal }) =>
        (async function* quiet() {
          yield await new Promise<WatchEvent>(resolve => {
            tell = resolve;
          });
          // For a long time nothing else happens.
          await new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason)),
          );
        })(),
      );
    rig.start();
    await until(rig.isReported('fresh'));
    rig.ingestError = new Error('The database is away');
    tell(changed('ADDED', 'a', 7));
    await until(rig.isReported('failed'));
    rig.ingestError = undefined;
    await until(() => rig.states().at(-1) === 'fresh');
    expect(rig.connection.calls).toEqual(['list', 'list', 'watch 1']);
    expect(rig.reports[1]).toEqual({
      state: 'failed',
      message: 'A: what was read could not be kept',
    });
  });

  it('ends with the loss of its lease, and says nothing more', async () => {
    const lost = new LeaseLostError({ name: 'l', epoch: 1, holder: 'h' });
    rig.ingestError = lost;
    rig.start();
    const reading = rig.running;
    rig.running = Promise.resolve();
    await expect(reading).rejects.toBe(lost);
    expect(rig.states()).toEqual([]);
    expect(rig.connection.openWatches).toBe(0);
  });

  it('ends with the loss of its lease that a report has found', async () => {
    const lost = new LeaseLostError({ name: 'l', epoch: 1, holder: 'h' });
    rig.start(async () => {
      throw lost;
    });
    const reading = rig.running;
    rig.running = Promise.resolve();
    await expect(reading).rejects.toBe(lost);
    expect(rig.connection.openWatches).toBe(0);
  });
});
