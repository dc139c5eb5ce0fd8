import { ArgoCdClient, createDataDir } from '../../__testUtils__';
import type { Fleet } from '../../Fleet';
import { startFleet } from '../../startFleet';
import type { KubeObject } from '../../types';
import { KINDS } from '../kinds';

jest.setTimeout(30_000);

describe('the stream of Applications', () => {
  const dataDir = createDataDir();
  let fleet: Fleet;
  let hub: ArgoCdClient;

  beforeAll(async () => {
    const sizes = { modules: 2, clusters: 3 };
    const options = { dataDir, seed: 1, life: false, argoCdKeepaliveMs: 100 };
    fleet = await startFleet({ ...options, ...sizes });
    hub = new ArgoCdClient(fleet);
  });

  afterEach(() => fleet.control.clearFault('argocd/hub'));

  afterAll(async () => {
    await hub.close();
    await fleet.close();
  });

  const store = () => fleet.stores.get('hub')!;
  const get = (name: string) => store().get(KINDS.application, 'argocd', name)!;
  const count = () => store().list(KINDS.application).length;
  const change = (name: string, text: string): KubeObject =>
    store().put({
      ...get(name),
      metadata: { ...get(name).metadata, annotations: { change: text } },
    });

  it('tells what is there, then what happens', async () => {
    const stream = await hub.stream();
    expect(stream.status).toBe(200);
    expect(stream.headers['content-type']).toBe('text/event-stream');
    const told = await stream.waitForCount(count());
    expect(new Set(told).size).toBe(count());
    expect(told.every(each => each.startsWith('ADDED '))).toBe(true);
    change('langfuse-eu-1', 'one');
    const { application } = await stream.waitFor(
      ({ type }) => type === 'MODIFIED',
    );
    const { apiVersion: _a, kind: _k, ...stored } = get('langfuse-eu-1');
    expect(application).toEqual(stored);
    const gone = store().delete(KINDS.application, 'argocd', 'langfuse-eu-1')!;
    await stream.waitFor(({ type }) => type === 'DELETED');
    store().put(gone);
    await stream.waitFor(
      ({ type, application: { metadata } }) =>
        type === 'ADDED' && metadata.uid === gone.metadata.uid,
    );
    stream.close();
  });

  it('tells with a resourceVersion what comes, and nothing of before', async () => {
    const { resourceVersion } = (await hub.call('/api/v1/applications')).body
      .metadata;
    change('langfuse-eu-1', 'lost, as on the real one');
    const stream = await hub.stream(`?resourceVersion=${resourceVersion}`);
    change('langfuse-us-1', 'two');
    expect(await stream.waitForCount(1)).toEqual(['MODIFIED langfuse-us-1']);
    stream.close();
    const future = `?resourceVersion=${store().revision + 2}`;
    const later = await hub.stream(future);
    change('langfuse-us-1', 'older than what was asked for');
    change('voicefuse-us-1', 'three');
    expect(await later.waitForCount(1)).toEqual(['MODIFIED voicefuse-us-1']);
    later.close();
  });

  it('tells of one Application how it is, whatever the version', async () => {
    const query = `?name=voicefuse-eu-1&resourceVersion=1`;
    const stream = await hub.stream(query);
    change('voicefuse-us-1', 'x');
    change('voicefuse-eu-1', 'y');
    expect(await stream.waitForCount(2)).toEqual([
      'ADDED voicefuse-eu-1',
      'MODIFIED voicefuse-eu-1',
    ]);
    stream.close();
    const other = await hub.stream('?name=edge-cache&appNamespace=team-edge');
    expect(await other.waitForCount(1)).toEqual(['ADDED edge-cache']);
    other.close();
  });

  it('tells of projects and labels that were asked for', async () => {
    const selector = encodeURIComponent('orchestr8.io/module=voicefuse');
    const stream = await hub.stream(`?selector=${selector}&projects=voicefuse`);
    expect((await stream.waitForCount(2)).sort()).toEqual([
      'ADDED voicefuse-eu-1',
      'ADDED voicefuse-us-1',
    ]);
    const none = await hub.stream(`?selector=${selector}&projects=langfuse`);
    const moved = get('voicefuse-us-1');
    store().put({
      ...moved,
      spec: { ...(moved.spec as object), project: 'langfuse' },
    });
    expect(await none.waitForCount(1)).toEqual(['MODIFIED voicefuse-us-1']);
    store().put(moved);
    stream.close();
    none.close();
  });

  it('tells any field, and nothing where none of these has changed', async () => {
    const fields = [
      'result.type',
      'result.application.metadata.name',
      'result.application.status.history.revision',
      'result.application.status.sync',
    ].join(',');
    const query = `?projects=voicefuse&fields=${fields}`;
    const stream = await hub.stream(query);
    await stream.waitForCount(2);
    const { status } = get('voicefuse-eu-1') as unknown as {
      status: { history: { revision: string }[]; sync: object };
    };
    const { application } = await stream.waitFor(
      each => each.application.metadata.name === 'voicefuse-eu-1',
    );
    expect(application).toEqual({
      metadata: { name: 'voicefuse-eu-1' },
      status: {
        history: status.history.map(({ revision }) => ({ revision })),
        sync: status.sync,
      },
    });
    change('voicefuse-eu-1', 'nobody asked for annotations');
    const before = get('voicefuse-eu-1');
    const sync = { ...status.sync, status: 'OutOfSync' };
    store().put({ ...before, status: { ...status, sync } });
    const { type } = await stream.waitFor(each =>
      JSON.stringify(each).includes('OutOfSync'),
    );
    expect(type).toBe('MODIFIED');
    // ADDED and ADDED, the change of its type alone, and the one of the status.
    expect(stream.told.filter(each => each.endsWith('eu-1'))).toHaveLength(3);
    stream.close();
    store().put({ ...before, status });
  });

  it('leaves out what nobody wants', async () => {
    const fields = '-result.application.spec,result.application.metadata';
    const stream = await hub.stream(`?name=voicefuse-us-1&fields=${fields}`);
    await stream.waitFor(({ application }) => {
      expect(Object.keys(application)).toEqual(['status']);
      return true;
    });
    stream.close();
  });

  it('is a line of JSON each for those who want no events', async () => {
    const headers = { accept: 'application/json' };
    const stream = await hub.stream('?name=voicefuse-us-1', { headers });
    expect(stream.headers['content-type']).toBe('application/json');
    await stream.waitForCount(1);
    stream.close();
  });

  it('ends for faults, and says nothing while it hangs', async () => {
    const set = (fault: Parameters<typeof fleet.control.setFault>[1]) =>
      fleet.control.setFault('argocd/hub', fault);
    const broken = await hub.stream();
    await broken.waitForCount(count());
    set({ fault: 'down' });
    await broken.waitForEnd();
    await expect(hub.call('/api/v1/applications')).rejects.toThrow();

    set({ fault: 'status', status: 401 });
    const refused = await hub.call('/api/v1/applications');
    expect([refused.status, refused.body.code]).toEqual([401, 16]);
    set({ fault: 'status', status: 429 });
    const busy = await hub.call('/api/version');
    expect([busy.status, busy.body.code]).toEqual([429, 8]);
    expect(busy.headers['retry-after']).toBe('1');
    fleet.control.clearFault('argocd/hub');

    const told = await hub.stream('?name=voicefuse-us-1');
    await told.waitForCount(1);
    set({ fault: 'status', status: 500, as: 'event' });
    await told.waitForEnd();
    expect(told.others.join()).toContain('"http_code":500');
    fleet.control.clearFault('argocd/hub');

    const hung = await hub.stream('?name=voicefuse-us-1');
    await hung.waitForCount(1);
    set({ fault: 'hang' });
    change('voicefuse-us-1', 'unheard');
    fleet.control.clearFault('argocd/hub');
    await hung.waitForEnd();
    expect(hung.told).toHaveLength(1);

    const cut = await hub.stream('?name=voicefuse-us-1');
    await cut.waitForCount(1);
    set({ fault: 'truncated' });
    await cut.waitForEnd();
    expect(cut.others.join()).toContain('MODIFIED');
  });

  it('can fail for Applications alone, beside a cluster that is well', async () => {
    const resource = { group: 'argoproj.io', plural: 'applications' };
    fleet.control.setFault('argocd/hub', {
      fault: 'status',
      status: 403,
      resource,
    });
    expect((await hub.call('/api/v1/applications/x')).status).toBe(403);
    expect((await hub.call('/api/v1/applications')).body.message).toContain(
      'access was taken away',
    );
    expect((await hub.call('/api/v1/clusters')).status).toBe(200);
    const { clusters, argocd } = fleet.control.state();
    expect(clusters[0].faults).toEqual([]);
    expect(argocd).toEqual([
      {
        name: 'argocd/hub',
        faults: [{ fault: 'status', status: 403, resource }],
      },
    ]);
    expect(() =>
      fleet.control.setFault('argocd/eu-1', { fault: 'down' }),
    ).toThrow('no cluster "argocd/eu-1"');
  });

  it('breaks when the cluster is put back, and goes on with what is there', async () => {
    const stream = await hub.stream('?name=voicefuse-us-1');
    const { application } = await stream.waitFor(() => true);
    fleet.control.restore('hub');
    await stream.waitForEnd();
    const again = await hub.stream('?name=voicefuse-us-1');
    const restored = await again.waitFor(() => true);
    expect(restored.application.metadata.uid).not.toBe(
      application.metadata.uid,
    );
    again.close();
  });

  it('says now and then that it is there', async () => {
    const stream = await hub.stream('?name=nobody');
    await stream.waitForOther(':');
    stream.close();
    // And not to those who would read it as JSON.
    const headers = { accept: 'application/json' };
    const plain = await hub.stream('?name=nobody', { headers });
    const other = await hub.stream('?name=nobody');
    await other.waitForOther(':');
    expect(plain.others).toEqual([]);
    other.close();
    plain.close();
  });
});
