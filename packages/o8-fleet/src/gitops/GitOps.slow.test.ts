import {
  DEPLOYMENT,
  deployment,
  entryFiles,
  moduleFiles,
  overlay,
  platformFiles,
  ROOT,
  yaml,
} from './__testUtils__/manifests';
import { GitOpsWorld } from './__testUtils__/GitOpsWorld';
import type { TestRepository } from './__testUtils__/GitServer';

// Each git is a program, which can be slow on a busy machine.
jest.setTimeout(60_000);

describe('GitOps', () => {
  let world: GitOpsWorld;
  let platform: TestRepository;
  let orders: TestRepository;
  let count = 0;

  beforeAll(async () => {
    world = await GitOpsWorld.create();
  });

  afterAll(() => world.close());

  beforeEach(() => {
    count += 1;
    platform = world.server.repository(`platform-${count}`);
    orders = world.server.repository(`orders-${count}`);
    platform.commit(platformFiles(platform.url));
    world.restart({ roots: [world.rootOf(platform.url)] });
    world.lines.length = 0;
  });

  const entry = (change: object = {}) =>
    entryFiles({
      name: 'orders',
      module: orders.url,
      platform: platform.url,
      ...change,
    });

  async function deploy(): Promise<string> {
    const commit = orders.commit(moduleFiles('orders'));
    platform.commit(entry());
    await world.ticks(12);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
    return commit;
  }

  it('deploys a module: project, boundary, then workload', async () => {
    await world.ticks(3);
    expect(world.summary(ROOT)).toBe('Synced Healthy');
    const commit = orders.commit(moduleFiles('orders'));
    const entryCommit = platform.commit(entry());
    await world.ticks(1);
    // The boundary first: the workload comes when it is healthy.
    expect(world.application('orders-boundary-eu-1')).toBeDefined();
    expect(world.application('orders-eu-1')).toBeUndefined();
    await world.ticks(3);
    expect(world.summary('orders-boundary-eu-1')).toBe('Synced Healthy');
    expect(world.summary('orders-eu-1')).toBe('Synced Progressing');
    await world.ticks(6);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
    expect(world.summary(ROOT)).toBe('Synced Healthy');
    const status = world.status('orders-eu-1');
    expect(status).toMatchObject({
      sync: { revision: commit },
      sourceType: 'Kustomize',
      summary: { images: ['registry.o8.example/orders:1.0.0'] },
      history: [{ id: 0, revision: commit, initiatedBy: { automated: true } }],
      operationState: {
        phase: 'Succeeded',
        syncResult: { revision: commit },
      },
    });
    expect(world.status(ROOT).sync?.revision).toBe(entryCommit);
    expect(world.get('eu-1', 'Namespace', 'orders')).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'orders' } },
      status: { phase: 'Active' },
    });
    expect(world.get('eu-1', 'Service', 'orders/orders')).toMatchObject({
      spec: { clusterIP: expect.stringMatching(/^10\.96\./) },
    });
    expect(world.names('eu-1', 'Pod', 'orders')).toHaveLength(2);
    expect(world.get('us-1', 'Namespace', 'orders')).toBeUndefined();
    expect(world.get('hub', 'Namespace', 'orders')).toBeUndefined();
  });

  it('rolls out a change, and keeps what it deployed before', async () => {
    const first = await deploy();
    const [oldPod] = world.names('eu-1', 'Pod', 'orders');
    const second = orders.commit({
      'deploy/overlays/production-eu-1/kustomization.yaml': overlay(
        'orders',
        '2.0.0',
      ),
    });
    await world.ticks(2);
    expect(world.summary('orders-eu-1')).toBe('Synced Progressing');
    await world.ticks(6);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
    expect(world.status('orders-eu-1')).toMatchObject({
      summary: { images: ['registry.o8.example/orders:2.0.0'] },
      history: [{ revision: first }, { id: 1, revision: second }],
    });
    const pods = world.names('eu-1', 'Pod', 'orders');
    expect(pods).toHaveLength(2);
    expect(pods).not.toContain(oldPod);
    expect(world.names('eu-1', 'ReplicaSet', 'orders')).toHaveLength(2);
  });

  it('prunes an entry that is removed, and leaves what is guarded', async () => {
    await deploy();
    platform.commit({ 'modules/orders': null });
    await world.ticks(6);
    expect(world.summary(ROOT)).toBe('Synced Healthy');
    expect(world.application('orders-eu-1')).toBeUndefined();
    expect(world.application('orders-boundary-eu-1')).toBeUndefined();
    expect(world.get('hub', 'AppProject', 'argocd/orders')).toBeUndefined();
    for (const kind of ['Deployment', 'ReplicaSet', 'Pod', 'NetworkPolicy']) {
      expect(world.names('eu-1', kind, 'orders')).toEqual([]);
    }
    expect(world.get('eu-1', 'Namespace', 'orders')).toBeDefined();
    expect(world.get('eu-1', 'Schedule', 'velero/orders')).toBeDefined();
    // The same name again takes over what it had left.
    platform.commit(entry());
    await world.ticks(12);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
  });

  it('leaves all that an Application without finalizer had deployed', async () => {
    orders.commit(moduleFiles('orders'));
    platform.commit(entry({ finalizers: [] }));
    await world.ticks(12);
    platform.commit({ 'modules/orders': null });
    await world.ticks(4);
    expect(world.application('orders-eu-1')).toBeUndefined();
    const [pod] = world.names('eu-1', 'Pod', 'orders');
    world.store('eu-1').delete({ group: '', kind: 'Pod' }, 'orders', pod);
    await world.ticks(6);
    expect(world.names('eu-1', 'Pod', 'orders')).toHaveLength(2);
  });

  it('undoes what somebody changes, deletes or adds to', async () => {
    await deploy();
    const store = world.store('eu-1');
    const kind = { group: 'apps', kind: 'Deployment' };
    const live = store.get(kind, 'orders', 'orders')!;
    const labels = { ...live.metadata.labels, by: 'hand' };
    store.put({
      ...live,
      metadata: { ...live.metadata, labels },
      spec: { ...(live.spec as object), replicas: 5 },
    });
    await world.ticks(1);
    expect(world.summary('orders-eu-1')).toMatch(/^OutOfSync/);
    await world.ticks(12);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
    expect(world.names('eu-1', 'Pod', 'orders')).toHaveLength(2);
    // What nobody declared is nobody's business.
    expect(store.get(kind, 'orders', 'orders')?.metadata.labels?.by).toBe(
      'hand',
    );
    store.delete(kind, 'orders', 'orders');
    await world.ticks(12);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
    expect(world.names('eu-1', 'Pod', 'orders')).toHaveLength(2);
    expect(world.status('orders-eu-1').history).toHaveLength(1);
    const hub = world.store('hub');
    const application = { group: 'argoproj.io', kind: 'Application' };
    hub.delete(application, 'argocd', 'orders-eu-1');
    await world.ticks(12);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
  });

  it('takes away a field that is no longer declared', async () => {
    await deploy();
    const bare = deployment('orders');
    const { labels: _, ...metadata } = bare.metadata;
    orders.commit({ [DEPLOYMENT]: yaml({ ...bare, metadata }) });
    await world.ticks(3);
    expect(
      world.get('eu-1', 'Deployment', 'orders/orders')?.metadata.labels,
    ).toBeUndefined();
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
  });

  it('never touches what was there before', async () => {
    const [seeded] = world
      .names('hub', 'Application', 'argocd')
      .filter(name => name.endsWith('-eu-1'));
    const name = seeded.replace(/-eu-1$/, '');
    const before = world.application(seeded);
    platform.commit(
      entryFiles({
        name,
        module: orders.url,
        platform: platform.url,
      }),
    );
    await world.ticks(4);
    expect(world.summary(ROOT)).toContain(
      `Application "argocd/${seeded}" exists already and is not managed by this Application`,
    );
    expect(world.summary(ROOT)).toMatch(/^OutOfSync Missing; SyncError/);
    expect(world.application(seeded)).toBe(before);
    // One in the way stops no other.
    orders.commit(moduleFiles('orders'));
    platform.commit(entry());
    await world.ticks(14);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
    platform.commit({ [`modules/${name}`]: null });
    await world.ticks(4);
    expect(world.summary(ROOT)).toBe('Synced Healthy');
    expect(world.application(seeded)).toBe(before);
  });

  it('says that a remote does not answer, and goes on when it does', async () => {
    await deploy();
    world.server.isDown = true;
    await world.ticks(2);
    expect(world.summary('orders-eu-1')).toContain(
      `ComparisonError: the repository ${orders.url} cannot be read: `,
    );
    world.server.isDown = false;
    await world.ticks(2);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
  });

  it('asks git only when something was pushed, or after a minute', async () => {
    await deploy();
    world.gitOps.refresh(platform.url);
    world.server.requests.length = 0;
    await world.gitOps.reconcileOnce();
    expect(
      new Set(world.server.requests.map(each => each.split('/')[1])),
    ).toEqual(new Set([`platform-${count}.git`]));
    world.server.requests.length = 0;
    const before = world.store('hub').revision;
    for (let tick = 0; tick < 10; tick += 1) {
      world.wait(500);
      await world.gitOps.reconcileOnce();
    }
    expect(world.server.requests).toEqual([]);
    // And nobody hears of what did not change.
    expect(world.store('hub').revision).toBe(before);
    const { reconciledAt } = world.status('orders-eu-1');
    world.wait(60_000);
    await world.gitOps.reconcileOnce();
    expect(
      new Set(world.server.requests.map(each => each.split('/')[1])),
    ).toEqual(new Set([`platform-${count}.git`, `orders-${count}.git`]));
    expect(world.status('orders-eu-1').reconciledAt).not.toBe(reconciledAt);
  });

  it('refuses to delete everything when a source is suddenly empty', async () => {
    await deploy();
    const overlayFile = 'deploy/overlays/production-eu-1/kustomization.yaml';
    orders.commit({
      [overlayFile]: yaml({ resources: [], namespace: 'orders' }),
    });
    await world.ticks(4);
    expect(world.summary('orders-eu-1')).toMatch(
      /^OutOfSync Healthy; SyncError: The sync to .* was not begun/,
    );
    expect(world.names('eu-1', 'Pod', 'orders')).toHaveLength(2);
  });

  it('comes to the same again: on new clusters, and on those that it left', async () => {
    await deploy();
    const tell = () => {
      const { sync, resources, summary } = world.status('orders-eu-1');
      return { sync, resources, summary };
    };
    const before = tell();
    world.restartEngine();
    const { revision } = world.store('eu-1');
    await world.ticks(4);
    expect(world.store('eu-1').revision).toBe(revision);
    expect(tell()).toEqual(before);
    world.restart({ roots: [world.rootOf(platform.url)] });
    await world.ticks(14);
    expect(tell()).toEqual(before);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
  });

  it('serves two roots, and one that is broken stops no other', async () => {
    const other = world.server.repository(`other-${count}`);
    other.commit({ 'modules/x.yaml': 'a: [' });
    const second = world.rootOf(other.url, 'other-root');
    const first = world.rootOf(platform.url);
    world.restart({ roots: [first, second, first] });
    orders.commit(moduleFiles('orders'));
    platform.commit(entry());
    await world.ticks(12);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
    expect(world.summary('other-root')).toContain(
      'ComparisonError: the project "test-platform" forbids the source repository',
    );
  });

  it('does what it is asked for by an annotation', async () => {
    await deploy();
    const commit = orders.commit({ 'README.md': 'new' });
    const hub = world.store('hub');
    const application = world.application('orders-eu-1')!;
    const annotations = {
      ...application.metadata.annotations,
      'argocd.argoproj.io/refresh': 'hard',
    };
    hub.put({
      ...application,
      metadata: { ...application.metadata, annotations },
    });
    await world.gitOps.reconcileOnce();
    await world.gitOps.reconcileOnce();
    expect(world.status('orders-eu-1').sync?.revision).toBe(commit);
    expect(
      world.application('orders-eu-1')?.metadata.annotations,
    ).not.toHaveProperty('argocd.argoproj.io/refresh');
  });

  it('goes by itself once it is started, until it is stopped', async () => {
    const { gitOps } = world;
    gitOps.start();
    gitOps.start();
    try {
      const endMs = Date.now() + 15_000;
      while (!world.summary(ROOT).startsWith('Synced Healthy')) {
        expect(Date.now()).toBeLessThan(endMs);
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    } finally {
      gitOps.stop();
    }
    world.server.requests.length = 0;
    gitOps.refresh();
    await new Promise(resolve => setTimeout(resolve, 600));
    expect(world.server.requests).toEqual([]);
  }, 20_000);
});
