import { ArgoCdClient, createDataDir } from '../../__testUtils__';
import type { Fleet } from '../../Fleet';
import { startFleet } from '../../startFleet';
import { KINDS } from '../kinds';

jest.setTimeout(30_000);

const DENIED = {
  error: 'permission denied',
  code: 7,
  message: 'permission denied',
};

describe('what an Argo CD tells', () => {
  const dataDir = createDataDir();
  let fleet: Fleet;
  let hub: ArgoCdClient;

  beforeAll(async () => {
    fleet = await startFleet({ dataDir, seed: 1, life: false });
    hub = new ArgoCdClient(fleet);
  });

  afterAll(async () => {
    await hub.close();
    await fleet.close();
  });

  const read = async (path: string) => (await hub.call(`/api/v1${path}`)).body;
  const names = async (query: string) => {
    const { items } = await read(`/applications${query}`);
    return items.map(
      (each: { metadata: { name: string } }) => each.metadata.name,
    );
  };

  it('is every Application of every namespace, by name', async () => {
    const stored = fleet.stores.get('hub')!.list(KINDS.application);
    const { items, metadata } = await read('/applications');
    expect(items).toHaveLength(stored.length);
    expect(await names('')).toEqual(
      stored.map(each => each.metadata.name).sort(),
    );
    expect(metadata).toEqual({
      resourceVersion: `${fleet.stores.get('hub')!.revision}`,
    });
    // As Go writes what it has a type for.
    expect(items[0]).not.toHaveProperty('kind');
    expect(items[0]).toHaveProperty('metadata.uid');
  });

  it.each([
    ['?name=billing-us-1', ['billing-us-1']],
    ['?appNamespace=team-edge', ['edge-cache']],
    ['?project=billing', ['billing-eu-1', 'billing-us-1']],
    ['?projects=consent&projects=team-edge&name=edge-cache', ['edge-cache']],
    ['?repo=https://git.o8.example/teams/edge.git', ['edge-cache']],
    [
      `?selector=${encodeURIComponent(
        'orchestr8.io/module in (billing),x!=1',
      )}`,
      ['billing-eu-1', 'billing-us-1'],
    ],
    ['?name=&project=team-edge', ['edge-cache']],
    ['?name=nobody', []],
  ])('can be chosen: %s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('does not hide that a selector makes no sense', async () => {
    const { status, body } = await hub.call(
      '/api/v1/applications?selector=a==',
    );
    expect(status).toBe(200);
    expect(body.items).toEqual([]);
    const wrong = await hub.call('/api/v1/applications?selector=,%26');
    expect(wrong.status).toBe(500);
    expect(wrong.body.message).toContain('error parsing the selector: unable');
  });

  it('has only the fields that were asked for', async () => {
    const fields = [
      'metadata.resourceVersion',
      'items.metadata.name',
      'items.spec.destination',
      'items.spec',
      'items.status.sync.status',
      'items.status.operationState.phase',
      'items.operation.sync',
      // Not among those that a list knows.
      'items.status.history',
      'items.status.conditions',
      'items.metadata.uid',
    ].join(',');
    const { items, metadata } = await read(
      `/applications?name=consent-eu-1&fields=${fields}`,
    );
    expect(metadata.resourceVersion).toMatch(/^\d+$/);
    const whole = await read('/applications/consent-eu-1');
    expect(items).toEqual([
      {
        metadata: { name: 'consent-eu-1' },
        spec: whole.spec,
        status: {
          sync: { status: 'OutOfSync' },
          operationState: { phase: 'Failed' },
        },
      },
    ]);
  });

  it('leaves fields out, of those that a list knows', async () => {
    const { items } = await read(
      '/applications?name=consent-eu-1&fields=-items.spec,items.metadata.labels,items.status.resources',
    );
    const [{ metadata, spec, status }] = items;
    expect(Object.keys(metadata).sort()).toEqual([
      'annotations',
      'creationTimestamp',
      'name',
      'namespace',
    ]);
    // What is below of what is left out is still there.
    expect(spec).toHaveProperty('destination');
    expect(spec).not.toHaveProperty('ignoreDifferences');
    expect(status).not.toHaveProperty('resources');
    expect(status).not.toHaveProperty('history');
  });

  it('is one Application, in its namespace', async () => {
    const one = await read('/applications/billing-us-1');
    expect(one).toMatchObject({
      metadata: { name: 'billing-us-1', namespace: 'argocd' },
      status: { health: { status: 'Degraded' } },
    });
    const other = '/applications/edge-cache?appNamespace=team-edge';
    expect(await read(other)).toMatchObject({ spec: { project: 'team-edge' } });
    expect(await read('/applications/edge-cache')).toEqual(DENIED);
  });

  it('says that there is none to those alone who name the project', async () => {
    const hidden = await hub.call('/api/v1/applications/nobody');
    expect([hidden.status, hidden.body]).toEqual([403, DENIED]);
    const path = '/api/v1/applications/nobody?project=billing';
    const known = await hub.call(path);
    expect(known.status).toBe(404);
    expect(known.body).toMatchObject({
      code: 5,
      message: 'applications.argoproj.io "nobody" not found',
    });
    const elsewhere = '/api/v1/applications/billing-us-1?project=consent';
    expect((await hub.call(elsewhere)).status).toBe(404);
    const both = '/api/v1/applications/x?project=a&project=b';
    expect((await hub.call(both)).status).toBe(400);
  });

  it.each([
    '/api/v1/applications/..%2Fclusters',
    '/api/v1/applications/..%2F..%2Fv1%2Fclusters',
    '/api/v1/applications/%2e%2e%2fclusters',
    '/api/v1/applications/billing-us-1%00',
    '/api/v1/applications/argocd%2Fbilling-us-1',
    '/api/v1/applications/..%252Fclusters',
    '/api/v1/applications/Billing-US-1',
  ])('decodes a part of a path once, and reaches nothing by %s', async path => {
    const { status, body } = await hub.call(path);
    expect([status, body]).toEqual([403, DENIED]);
  });

  it.each(['/../clusters', '/billing-us-1/', '/%', '/x/../billing-us-1'])(
    'has nothing at applications%s',
    async path => {
      const { status } = await hub.call(`/api/v1/applications${path}`);
      expect([400, 404]).toContain(status);
    },
  );

  it('is what was committed, by whom and when', async () => {
    const { status } = await read('/applications/billing-us-1');
    const { revision, deployedAt } = status.history[3];
    const path = `/applications/billing-us-1/revisions/${revision}/metadata`;
    const commit = await read(path);
    expect(commit.author).toMatch(/^\w+ <\w+@o8\.example>$/);
    expect(commit.message).not.toBe('');
    expect(Date.parse(commit.date)).toBeLessThan(Date.parse(deployedAt));
    expect(await read(path)).toEqual(commit);
    const unknown = path.replace(revision, 'f'.repeat(40));
    expect((await hub.call(`/api/v1${unknown}`)).status).toBe(500);
  });

  it('is the tree of what was made, and what came of it', async () => {
    const { nodes } = await read('/applications/billing-us-1/resource-tree');
    const find = (kind: string) =>
      nodes.filter((each: { kind: string }) => each.kind === kind);
    const [deployment] = find('Deployment');
    expect(deployment).toMatchObject({
      group: 'apps',
      namespace: 'billing',
      health: { status: 'Degraded' },
    });
    expect(deployment).not.toHaveProperty('parentRefs');
    const replicaSets = find('ReplicaSet');
    expect(replicaSets.length).toBeGreaterThan(0);
    for (const { parentRefs } of replicaSets) {
      expect(parentRefs).toMatchObject([{ uid: deployment.uid }]);
    }
    for (const { parentRefs, images } of find('Pod')) {
      expect(replicaSets).toContainEqual(
        expect.objectContaining({ uid: parentRefs[0].uid }),
      );
      expect(images[0]).toContain('billing');
    }
  });

  it('is what is there beside what is wanted', async () => {
    const path = '/applications/notifier-us-1/managed-resources';
    const { items } = await read(path);
    const modified = items.filter((each: { modified?: true }) => each.modified);
    expect(modified).toMatchObject([{ kind: 'ConfigMap' }]);
    const [{ liveState, targetState, predictedLiveState }] = modified;
    const live = JSON.parse(liveState);
    const target = JSON.parse(targetState);
    expect(target.data).toEqual(live.data);
    expect(target.metadata.annotations).not.toEqual(live.metadata.annotations);
    const { metadata } = JSON.parse(predictedLiveState);
    expect(metadata).toMatchObject({
      uid: live.metadata.uid,
      annotations: target.metadata.annotations,
    });
    const one = await read(`${path}?kind=Deployment&group=apps`);
    expect(one.items).toHaveLength(1);
    expect((await read(`${path}?name=x`)).items).toEqual([]);
  });

  it('never is the value of a Secret', async () => {
    const store = fleet.stores.get('hub')!;
    const us = fleet.stores.get('us-1')!;
    const found = store.get(KINDS.application, 'argocd', 'billing-us-1')!;
    const status = found.status as { resources: object[] };
    us.put({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'password',
        namespace: 'billing',
        uid: 'x',
        creationTimestamp: '2026-01-01T00:00:00Z',
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': 'c2VjcmV0',
        },
      },
      data: { password: 'c2VjcmV0' },
    });
    const secret = { version: 'v1', kind: 'Secret', name: 'password' };
    const resources = [
      { ...secret, namespace: 'billing', status: 'OutOfSync' },
    ];
    store.put({ ...found, status: { ...status, resources } });
    const path = '/api/v1/applications/billing-us-1/managed-resources';
    const { text } = await hub.call(path);
    expect(text).toContain('++++++++');
    expect(text).not.toContain('c2VjcmV0');
    store.put(found);
  });

  it('are the sets, projects and clusters, without how they are reached', async () => {
    const sets = await read('/applicationsets');
    const [addons, tenants] = sets.items;
    expect(addons.metadata.name).toBe('o8-addons');
    expect(tenants.metadata.name).toBe('o8-tenants');
    expect(await read('/applicationsets/o8-tenants')).toEqual(tenants);
    expect(await read('/applicationsets/nobody')).toEqual(DENIED);
    expect((await read('/applicationsets?projects=x')).items).toEqual([]);
    const project = await read('/projects/billing');
    const projects = await read('/projects');
    expect(projects.items).toContainEqual(project);
    expect((await hub.call('/api/v1/projects/nobody')).status).toBe(404);
    const clusters = await read('/clusters');
    expect(clusters.items).toMatchObject([
      { name: 'in-cluster', server: 'https://kubernetes.default.svc' },
      { name: 'eu-1', server: 'https://api.eu-1.o8.example:6443' },
      { name: 'us-1', connectionState: { status: 'Successful' } },
    ]);
    expect(clusters.items[1].info.applicationsCount).toBeGreaterThan(10);
    expect(clusters.items[1].config).toEqual({
      tlsClientConfig: { insecure: false },
    });
  });

  it('is nothing at all to nobody', async () => {
    for (const path of ['applications', 'stream/applications', 'clusters']) {
      const { status } = await hub.call(`/api/v1/${path}`, { token: null });
      expect(status).toBe(401);
    }
    const unknown = await hub.call('/api/v1/repositories');
    expect(unknown.status).toBe(404);
    expect(unknown.body).toEqual({
      error: 'Not Found',
      code: 5,
      message: 'Not Found',
    });
  });
});
