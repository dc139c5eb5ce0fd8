import type { KubeObject } from '../types';
import { GitOpsWorld } from './__testUtils__/GitOpsWorld';
import type { TestRepository } from './__testUtils__/GitServer';
import {
  entryFiles,
  moduleFiles,
  overlay,
  platformFiles,
} from './__testUtils__/manifests';

jest.setTimeout(30_000);

const NAME = 'orders-eu-1';
const ADA = { username: 'ada' };
const OVERLAY = 'deploy/overlays/production-eu-1/kustomization.yaml';

describe('a sync that somebody asks for', () => {
  let world: GitOpsWorld;
  let orders: TestRepository;
  let first: string;
  let second: string;
  const get = () => world.application(NAME)!;

  beforeAll(async () => {
    world = await GitOpsWorld.create();
    const platform = world.server.repository('platform');
    orders = world.server.repository('orders');
    platform.commit(platformFiles(platform.url));
    world.restart({ roots: [world.rootOf(platform.url)] });
    first = orders.commit(moduleFiles('orders'));
    const urls = { module: orders.url, platform: platform.url };
    platform.commit(entryFiles({ name: 'orders', ...urls }));
    await world.ticks(12);
    // Nobody syncs by itself from here on: what is not declared stays.
    const { spec, ...rest } = get();
    const { syncPolicy, ...others } = spec as { syncPolicy: object };
    const automated = { prune: true, selfHeal: true, enabled: false };
    world.store('hub').put({
      ...rest,
      spec: { ...others, syncPolicy: { ...syncPolicy, automated } },
    } as KubeObject);
    second = orders.commit({ [OVERLAY]: overlay('orders', '2.0.0') });
    await world.ticks(3);
  });

  afterAll(() => world.close());

  const ask = (sync: object, initiatedBy: object = ADA) =>
    world.store('hub').put({ ...get(), operation: { sync, initiatedBy } });
  const image = () =>
    (
      world.get('eu-1', 'Deployment', 'orders/orders') as unknown as {
        spec: { template: { spec: { containers: { image: string }[] } } };
      }
    ).spec.template.spec.containers[0].image;

  it('is only tried, when it is a dry run', async () => {
    expect(world.summary(NAME)).toBe('OutOfSync Healthy');
    ask({ revision: second, dryRun: true });
    await world.ticks(1);
    expect(get().operation).toBeUndefined();
    expect(world.status(NAME)).toMatchObject({
      sync: { status: 'OutOfSync' },
      history: [{ revision: first }],
      operationState: {
        phase: 'Succeeded',
        operation: { sync: { dryRun: true } },
        syncResult: {
          resources: [{ message: 'deployment/orders configured (dry run)' }],
        },
      },
    });
    expect(image()).toContain(':1.0.0');
  });

  it('leaves alone what was not chosen', async () => {
    const resources = [{ kind: 'Service', name: 'orders' }];
    ask({ revision: second, resources });
    await world.ticks(1);
    expect(world.status(NAME)).toMatchObject({
      history: [{ revision: first }],
      operationState: { phase: 'Succeeded', syncResult: { resources: [] } },
    });
    expect(image()).toContain(':1.0.0');
  });

  it('fails for a revision that is not there, and says so', async () => {
    ask({ revision: 'f'.repeat(40) });
    await world.ticks(2);
    expect(get().operation).toBeUndefined();
    expect(world.status(NAME).operationState).toMatchObject({
      phase: 'Failed',
      message: expect.stringContaining('cannot be read'),
    });
    expect(world.status(NAME).sync?.status).toBe('OutOfSync');
  });

  it('is refused with what was asked for, where the source is broken', async () => {
    const file = 'deploy/base/deployment.yaml';
    const [good] = [moduleFiles('orders')[file]];
    orders.commit({ [file]: 'kind: [Deployment\n' });
    await world.ticks(2);
    ask({ prune: true });
    await world.ticks(1);
    expect(get().operation).toBeUndefined();
    expect(world.status(NAME).operationState).toMatchObject({
      phase: 'Failed',
      message: expect.stringContaining('deployment.yaml'),
      operation: { sync: { prune: true }, initiatedBy: ADA },
    });
    second = orders.commit({ [file]: good });
    await world.ticks(2);
    expect(world.summary(NAME)).toBe('OutOfSync Healthy');
  });

  it('applies what is wanted now, in the name of who asked', async () => {
    ask({ revision: second });
    await world.ticks(8);
    expect(world.summary(NAME)).toBe('Synced Healthy');
    expect(image()).toContain(':2.0.0');
    expect(world.status(NAME)).toMatchObject({
      history: [{ revision: first }, { revision: second, initiatedBy: ADA }],
      operationState: { operation: { initiatedBy: ADA }, phase: 'Succeeded' },
    });
  });

  it('goes back to what was deployed before', async () => {
    const [{ revision, source }] = world.status(NAME).history!;
    ask({ revision, source }, { username: 'grace' });
    await world.ticks(8);
    expect(image()).toContain(':1.0.0');
    const { sync, history = [] } = world.status(NAME);
    // It is not what the repository wants now.
    expect(sync).toMatchObject({ status: 'OutOfSync', revision: second });
    expect(history[2]).toMatchObject({
      id: 2,
      revision: first,
      initiatedBy: { username: 'grace' },
    });
  });

  it('ends when somebody terminates it', async () => {
    const { status } = ask({ revision: second });
    const operationState = { phase: 'Terminating' };
    world
      .store('hub')
      .put({ ...get(), status: { ...(status as object), operationState } });
    await world.ticks(1);
    expect(get().operation).toBeUndefined();
    expect(world.status(NAME).operationState).toMatchObject({
      phase: 'Failed',
      message: 'Operation terminated',
    });
    expect(image()).toContain(':1.0.0');
  });

  it('is known together with what the source declares', () => {
    const { targets = [] } = world.gitOps.find('hub', get())!;
    expect(targets.map(({ kind }) => kind)).toContain('Deployment');
    const seeded = world.application('voicefuse-eu-1')!;
    expect(world.gitOps.find('hub', seeded)).toBeUndefined();
    expect(world.gitOps.find('us-1', get())).toBeUndefined();
  });
});
