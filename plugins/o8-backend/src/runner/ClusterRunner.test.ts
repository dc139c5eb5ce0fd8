import { mockServices } from '@backstage/backend-test-utils';
import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { ServedKind } from '../clusters';
import { FactIngest } from '../facts';
import { LeaseLostError, type Lease } from '../leases';
import type { FactStore, SourceRow, SourceStore } from '../store';
import { clusterError, FakeConnection } from './__testUtils__/FakeConnection';
import { until } from './__testUtils__/until';
import { ClusterRunner } from './ClusterRunner';

const source: Source = {
  id: 'one',
  kinds: [
    { group: 'x', kind: 'A', plural: 'as', metadataOnly: true },
    { group: 'x', kind: 'B', plural: 'bs' },
  ],
  reach: 'placements',
  toFacts: () => [],
};
const lease: Lease = { name: 'cluster/eu-1', epoch: 3, holder: 'me' };
const A: ServedKind = { group: 'x', version: 'v1', kind: 'A', plural: 'as' };
const B: ServedKind = { group: 'x', version: 'v1', kind: 'B', plural: 'bs' };

describe('ClusterRunner', () => {
  let connection: FakeConnection;
  let rows: Map<string, SourceRow>;
  let swept: string[];
  let abort: AbortController;
  let running: Promise<void>;
  let isAway: boolean;
  let fences: (Lease | undefined)[];
  let isLost: boolean;

  beforeEach(() => {
    connection = new FakeConnection();
    rows = new Map();
    swept = [];
    isAway = false;
    isLost = false;
    fences = [];
    abort = new AbortController();
    running = Promise.resolve();
  });

  afterEach(async () => {
    abort.abort();
    await running;
  });

  function start() {
    const sourceStore: SourceStore = {
      reconcile: async () => undefined,
      getRevision: async () => 0,
      list: async () => {
        if (isAway) {
          throw new Error('away');
        }
        return [...rows.values()];
      },
      async report(row, fence) {
        if (isAway) {
          throw new Error('away');
        }
        if (isLost) {
          throw new LeaseLostError(lease);
        }
        fences.push(fence);
        rows.set(row.source, row);
        return true;
      },
      confirm: async () => undefined,
    };
    const nothing = { changed: 0, refreshed: 0, removed: 0, touched: [] };
    const store = {
      apply: async () => nothing,
      sweep: async ({ kind }: { kind: string }) => {
        swept.push(kind);
        return nothing;
      },
    } as unknown as FactStore;
    const runner = new ClusterRunner({
      cluster: 'eu-1',
      connection,
      sources: [source],
      ingest: new FactIngest({
        store,
        sources: [source],
        resolveCluster: () => null,
        ownership: { platformNamespaces: new Set() },
        onTouched: () => undefined,
      }),
      sourceStore,
      fence: lease,
      onSourceChanged: async () => undefined,
      logger: mockServices.logger.mock(),
      timing: {
        probeIntervalMs: 5,
        minBackoffMs: 1,
        maxBackoffMs: 10,
        discoveryIntervalMs: 10,
        gatherMs: 1,
      },
      random: () => 0,
    });
    running = runner.run(abort.signal);
  }

  const isState = (state: SourceRow['state']) => () =>
    rows.get('one')?.state === state;

  it('reads the kinds that are there', async () => {
    connection.served = [A, null];
    start();
    await until(isState('fresh'));
    expect(rows.get('connection')?.state).toBe('fresh');
    expect(connection.openWatches).toBe(1);
  });

  it('calls what is not installed unsupported, and never fresh', async () => {
    connection.served = [null, null];
    start();
    await until(isState('unsupported'));
    expect(rows.get('one')?.message).toBe('The cluster does not have it');
  });

  it('forgets what a kind said that is not served any more', async () => {
    connection.served = [A, B];
    start();
    await until(() => connection.openWatches === 2);
    await until(isState('fresh'));
    swept.length = 0;

    connection.served = [null, null];
    await until(isState('unsupported'));
    expect(new Set(swept)).toEqual(new Set(['x/A', 'x/B']));
    expect(connection.openWatches).toBe(0);
  });

  it('starts to read a kind that was installed later', async () => {
    connection.served = [null, null];
    start();
    await until(isState('unsupported'));
    connection.served = [null, B];
    await until(isState('fresh'));
    expect(connection.openWatches).toBe(1);
  });

  it('reads a kind anew that is served in another version', async () => {
    connection.served = [A, null];
    start();
    await until(isState('fresh'));
    const lists = () => connection.calls.filter(call => call === 'list').length;
    expect(lists()).toBe(1);
    connection.served = [{ ...A, version: 'v2' }, null];
    await until(() => lists() === 2);
    await until(() => connection.openWatches === 1);
  });

  it('says why when it cannot find out what there is', async () => {
    connection.served = clusterError('forbidden');
    start();
    await until(isState('failed'));
    expect(rows.get('one')?.message).toMatch(/^A: The cluster is forbidden\. /);
    expect(rows.get('connection')?.state).toBe('fresh');

    connection.served = [A, B];
    await until(isState('fresh'));
  });

  it('reads one kind while the group of another cannot be asked', async () => {
    connection.served = [A, clusterError('failed')];
    start();
    await until(isState('failed'));
    await until(() => connection.openWatches === 1);
    expect(rows.get('one')?.message).toBe('B: The cluster is failed');

    connection.served = [A, B];
    await until(isState('fresh'));
  });

  it('keeps reading what it reads while discovery fails', async () => {
    connection.served = [A, B];
    start();
    await until(isState('fresh'));
    connection.served = clusterError('failed');
    const before = connection.calls.length;
    await until(() => connection.calls.length > before + 10);
    expect(rows.get('one')?.state).toBe('fresh');
    expect(connection.openWatches).toBe(2);
  });

  it('fails all when the cluster goes, and reads all when it is back', async () => {
    connection.served = [A, B];
    start();
    await until(isState('fresh'));
    connection.probeError = clusterError('unreachable');
    await until(isState('failed'));
    await until(() => connection.openWatches === 0);

    connection.probeError = null;
    await until(isState('fresh'));
    expect(connection.openWatches).toBe(2);
  });

  it('outlives a database that is away at the start', async () => {
    isAway = true;
    connection.served = [A, B];
    start();
    await until(() => connection.calls.includes('list'));
    isAway = false;
    await until(isState('fresh'));
    await until(() => rows.get('connection')?.state === 'fresh');
    expect(connection.openWatches).toBe(2);
  });

  it('leaves nothing open when it ends', async () => {
    connection.served = [A, B];
    start();
    await until(() => connection.openWatches === 2);
    abort.abort();
    await running;
    expect(connection.isClosed).toBe(true);
    expect(connection.openWatches).toBe(0);
  });

  it('ends before the cluster has ever answered', async () => {
    connection.probeError = 'hang';
    start();
    await until(() => connection.calls.length > 0);
    abort.abort();
    await running;
    expect(rows.size).toBe(0);
  });

  it('asks for the least that its sources need', async () => {
    connection.served = [A, B];
    start();
    await until(isState('fresh'));
    expect(connection.listed).toEqual([{ ...A, metadataOnly: true }, B]);
  });

  it('forgets nothing that is missing in one look only', async () => {
    connection.served = [A, B];
    const discover = jest.spyOn(connection, 'discover');
    start();
    await until(isState('fresh'));
    swept.length = 0;
    discover.mockImplementationOnce(async () => [A, null]);
    const looks = discover.mock.calls.length;
    await until(() => discover.mock.calls.length > looks + 3);
    expect(swept).toEqual([]);
    expect(rows.get('one')?.state).toBe('fresh');
  });

  it('says kind by kind how true it is', async () => {
    connection.served = [A, clusterError('forbidden')];
    start();
    await until(isState('failed'));
    await until(() => rows.get('one')?.kinds[0]?.state === 'fresh');
    expect(rows.get('one')?.kinds).toEqual([
      { group: 'x', kind: 'A', state: 'fresh', message: null },
      {
        group: 'x',
        kind: 'B',
        state: 'failed',
        message: expect.stringContaining('list and watch on bs.x'),
      },
    ]);
  });

  it('shows a snapshot as one, and a newer one as newer', async () => {
    const isOf = (time: string) => () =>
      ['one', 'connection'].every(
        id => rows.get(id)?.message === `A snapshot of ${time}`,
      );
    connection.found = { takenAt: '2026-11-20T03:00:00.000Z' };
    connection.served = [A, B];
    start();
    await until(isOf('2026-11-20T03:00:00.000Z'));
    expect(rows.get('one')).toMatchObject({
      state: 'stale',
      confirmedAt: '2026-11-20T03:00:00.000Z',
    });
    connection.found = { takenAt: '2026-11-21T03:00:00.000Z' };
    await until(isOf('2026-11-21T03:00:00.000Z'));
    expect(rows.get('one')?.state).toBe('stale');
  });

  it('writes by its lease, and ends when that is lost', async () => {
    connection.served = [A, B];
    start();
    await until(isState('fresh'));
    expect(new Set(fences)).toEqual(new Set([lease]));

    isLost = true;
    connection.served = [null, null];
    const reading = running;
    running = Promise.resolve();
    await expect(reading).rejects.toThrow(LeaseLostError);
    expect(connection.openWatches).toBe(0);
    expect(connection.isClosed).toBe(true);
  });
});
