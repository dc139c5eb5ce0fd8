import type { ApplyResult, FactStore } from '../store';
import { builtInSources } from '../sources';
import {
  createBackup,
  createNamespace,
  createNetworkPolicy,
} from '../sources/__testUtils__';
import { FactIngest, toSeenKey } from './FactIngest';

function create(touched: string[] = []) {
  const result: ApplyResult = { changed: 0, refreshed: 0, removed: 0, touched };
  const store = {
    apply: jest.fn(async () => result),
    sweep: jest.fn(async () => result),
  };
  const onTouched = jest.fn();
  const ingest = new FactIngest({
    store: store as Partial<FactStore> as FactStore,
    sources: builtInSources,
    resolveCluster: () => null,
    ownership: { platformNamespaces: new Set(['velero']) },
    onTouched,
  });
  return { ingest, store, onTouched };
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
      now: expect.any(Date),
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

  it.each([
    [[], 0],
    [['billing', 'web'], 2],
  ])('tells who was touched: %j', async (touched, calls) => {
    const { ingest, onTouched } = create(touched);
    const kindKey = 'velero.io/Backup';
    await ingest.apply({ cluster: 'a', kindKey, changed: [], deleted: [] });
    await ingest.sweep({ cluster: 'a', kindKey, seen: new Set() });

    expect(onTouched).toHaveBeenCalledTimes(calls);
    onTouched.mock.calls.forEach(call => expect(call).toEqual([touched]));
  });
});
