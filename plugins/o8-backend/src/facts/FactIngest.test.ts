import type { ApplyResult, FactBatch, FactStore } from '../store';
import { builtInSources } from '../sources';
import {
  createBackup,
  createNamespace,
  createNetworkPolicy,
  createStorage,
  minutesAgo,
} from '../sources/__testUtils__';
import { LeaseLostError } from '../leases';
import { FactIngest, toSeenKey } from './FactIngest';

function create(touched: string[] = [], refreshMs?: number) {
  const result: ApplyResult = { changed: 0, refreshed: 0, removed: 0, touched };
  const store = {
    apply: jest.fn(async () => result),
    sweep: jest.fn(async () => result),
  };
  const onTouched = jest.fn();
  const wrote = jest.fn();
  const ingest = new FactIngest({
    store: store as Partial<FactStore> as FactStore,
    sources: builtInSources,
    resolveCluster: () => null,
    ownership: { platformNamespaces: new Set(['velero']) },
    onTouched,
    telemetry: { wrote },
    refreshMs,
  });
  return { ingest, store, onTouched, wrote, result };
}

describe('FactIngest', () => {
  it('keeps what objects say, and names those that are gone', async () => {
    const { ingest, store } = create();
    const unreadable = await ingest.apply({
      cluster: 'eu-1',
      kindKey: 'velero.io/Backup',
      changed: [createBackup()],
      deleted: [createBackup({ name: 'gone' })],
    });

    expect(unreadable).toEqual([]);
    expect(store.apply).toHaveBeenCalledTimes(1);
    expect(store.apply).toHaveBeenCalledWith({
      observedOn: 'eu-1',
      kind: 'velero.io/Backup',
      objects: [
        { namespace: 'velero', name: 'billing-1' },
        { namespace: 'velero', name: 'gone' },
      ],
      rows: [
        expect.objectContaining({ type: 'velero.backup', name: 'billing-1' }),
      ],
      keep: [],
      isList: false,
      now: expect.any(Date),
      fence: undefined,
    });
  });

  it('asks only the sources of the kind', async () => {
    const { ingest, store } = create();
    await ingest.apply({
      cluster: 'eu-1',
      kindKey: '/Namespace',
      changed: [createNamespace()],
      deleted: [],
    });
    expect(store.apply).toHaveBeenCalledWith(
      expect.objectContaining({
        objects: [{ namespace: null, name: 'billing' }],
        rows: [expect.objectContaining({ source: 'namespaces' })],
      }),
    );
  });

  it('names an object that cannot be read among those looked at', async () => {
    const { ingest, store } = create();
    const unreadable = await ingest.apply({
      cluster: 'eu-1',
      kindKey: 'networking.k8s.io/NetworkPolicy',
      changed: [createNetworkPolicy(7)],
      deleted: [],
    });

    expect(unreadable).toMatchObject([
      {
        source: 'networkPolicies',
        object: 'NetworkPolicy billing default-deny',
      },
    ]);
    expect(store.apply).toHaveBeenCalledWith(
      expect.objectContaining({
        objects: [{ namespace: 'billing', name: 'default-deny' }],
        rows: [],
        keep: [
          {
            namespace: 'billing',
            name: 'default-deny',
            source: 'networkPolicies',
          },
        ],
      }),
    );
  });

  it('ends a list', async () => {
    const { ingest, store } = create();
    const seen = new Set([
      toSeenKey(createBackup()),
      toSeenKey(createNamespace()),
    ]);
    await ingest.sweep({ cluster: 'eu-1', kindKey: 'velero.io/Backup', seen });

    expect(store.sweep).toHaveBeenCalledWith({
      observedOn: 'eu-1',
      kind: 'velero.io/Backup',
      seen: new Set(['velero/billing-1', '/billing']),
      now: expect.any(Date),
    });
  });

  it('tells what it wrote, since when, and for whom', async () => {
    const { ingest, result, wrote } = create();
    await ingest.apply({
      cluster: 'eu-1',
      kindKey: 'velero.io/Backup',
      changed: [createBackup()],
      deleted: [createBackup({ name: 'gone' })],
      seenMs: 17,
    });
    await ingest.sweep({
      cluster: 'eu-1',
      kindKey: 'velero.io/Backup',
      seen: new Set(),
    });
    expect(wrote.mock.calls).toEqual([
      [
        {
          cluster: 'eu-1',
          sources: ['velero'],
          objects: 2,
          result,
          seenMs: 17,
        },
      ],
      [{ cluster: 'eu-1', sources: [], objects: 0, result }],
    ]);
  });

  it.each([
    [[], 0],
    [['billing', 'web'], 2],
  ])('tells who was touched: %j', async (touched, calls) => {
    const { ingest, onTouched } = create(touched);
    const kindKey = 'velero.io/Backup';
    const changed = [createBackup()];
    await ingest.apply({ cluster: 'a', kindKey, changed, deleted: [] });
    await ingest.sweep({ cluster: 'a', kindKey, seen: new Set() });

    expect(onTouched).toHaveBeenCalledTimes(calls);
    onTouched.mock.calls.forEach(call => expect(call).toEqual([touched]));
  });
});

describe('what moves without meaning', () => {
  const REFRESH_MS = 5_000;
  const looked = (minutes: number) =>
    createStorage({ status: { lastValidationTime: minutesAgo(minutes) } });

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function createMoving() {
    const { ingest, store, result } = create([], REFRESH_MS);
    const cluster = 'eu-1';
    const kindKey = 'velero.io/BackupStorageLocation';
    const evidence = () =>
      store.apply.mock.calls.map(
        call => (call as unknown as [FactBatch])[0].rows[0].evidenceAt,
      );
    return {
      ingest,
      store,
      result,
      evidence,
      look: (minutes: number) =>
        ingest.apply({
          cluster,
          kindKey,
          changed: [looked(minutes)],
          deleted: [],
        }),
      list: (minutes: number) =>
        ingest.apply({
          cluster,
          kindKey,
          changed: [looked(minutes)],
          deleted: [],
          isList: true,
        }),
    };
  }

  it('is written after a while, as it is then', async () => {
    const { look, evidence } = createMoving();
    await look(3);
    await look(2);
    await look(1);
    expect(evidence()).toEqual(['2026-11-22T11:57:00.000Z']);
    await jest.advanceTimersByTimeAsync(REFRESH_MS);
    expect(evidence()).toEqual([
      '2026-11-22T11:57:00.000Z',
      '2026-11-22T11:59:00.000Z',
    ]);
    await jest.advanceTimersByTimeAsync(REFRESH_MS * 3);
    expect(evidence()).toHaveLength(2);
  });

  it('is written at once by a list', async () => {
    const { look, list, evidence } = createMoving();
    await look(3);
    await list(2);
    await list(1);
    expect(evidence()).toHaveLength(3);
  });

  it('waits again while nothing can be written', async () => {
    const { look, store, evidence } = createMoving();
    await look(3);
    await look(2);
    store.apply.mockRejectedValueOnce(new Error('away'));
    await jest.advanceTimersByTimeAsync(REFRESH_MS);
    expect(evidence()).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(REFRESH_MS);
    expect(evidence().slice(1)).toEqual([
      '2026-11-22T11:58:00.000Z',
      '2026-11-22T11:58:00.000Z',
    ]);
    await jest.advanceTimersByTimeAsync(REFRESH_MS * 3);
    expect(evidence()).toHaveLength(3);
  });

  it('is nobody’s to write who lost the lease, or has ended', async () => {
    const lost = createMoving();
    await lost.look(3);
    await lost.look(2);
    const lease = { name: 'cluster/eu-1', holder: 'here', epoch: 1 };
    lost.store.apply.mockRejectedValueOnce(new LeaseLostError(lease));
    const ended = createMoving();
    await ended.look(3);
    await ended.look(2);
    ended.ingest.close();
    await jest.advanceTimersByTimeAsync(REFRESH_MS * 3);
    expect(lost.evidence()).toHaveLength(2);
    expect(ended.evidence()).toHaveLength(1);
  });
});
