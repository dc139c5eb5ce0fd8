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

describe('GitOps and what is wrong', () => {
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

  it('tells what is broken, keeps what runs, and goes on when it is mended', async () => {
    const good = await deploy();
    const broken = orders.commit({ [DEPLOYMENT]: 'kind: [Deployment\n' });
    await world.ticks(2);
    expect(world.summary('orders-eu-1')).toMatch(
      /^Unknown Healthy; ComparisonError: deploy\/base\/deployment\.yaml, line \d: /,
    );
    const told = world.status('orders-eu-1');
    expect(told.sync?.revision).toBe(broken);
    expect(told.history).toHaveLength(1);
    expect(world.names('eu-1', 'Pod', 'orders')).toHaveLength(2);
    world.wait(90_000);
    await world.ticks(1);
    expect(world.status('orders-eu-1').conditions).toEqual(told.conditions);
    const mended = orders.commit({ [DEPLOYMENT]: yaml(deployment('orders')) });
    await world.ticks(2);
    expect(world.summary('orders-eu-1')).toBe('Synced Healthy');
    expect(world.status('orders-eu-1').sync?.revision).toBe(mended);
    // It deployed nothing new.
    expect(world.status('orders-eu-1').history).toMatchObject([
      { revision: good },
    ]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'a path that is gone',
      { 'deploy/overlays': '' },
      'deploy/overlays/production-eu-1: app path does not exist',
    ],
    [
      'a kind that the cluster does not serve',
      { [DEPLOYMENT]: yaml({ ...deployment('orders'), kind: 'Deploymint' }) },
      'deploy/base/deployment.yaml: Deploymint "orders" is of a kind that the cluster eu-1 does not serve',
    ],
    [
      'another version of a kind',
      {
        [DEPLOYMENT]: yaml({
          ...deployment('orders'),
          apiVersion: 'apps/v1beta1',
        }),
      },
      'is of apps/v1beta1, but the cluster eu-1 serves it as v1 only',
    ],
    [
      'a namespace that is not there',
      {
        'deploy/overlays/production-eu-1/kustomization.yaml':
          overlay('nowhere'),
      },
      'needs the namespace "nowhere", which does not exist in the cluster eu-1',
    ],
    [
      'a namespace that the project forbids',
      {
        'deploy/overlays/production-eu-1/kustomization.yaml': overlay('velero'),
      },
      'goes to the namespace "velero" of the cluster eu-1, which the project "orders" forbids',
    ],
    [
      'a kind that the project forbids',
      {
        [DEPLOYMENT]: yaml({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'orders' },
        }),
      },
      'ConfigMap "orders" is of a kind that the project "orders" forbids: ConfigMap',
    ],
    [
      'a cluster-scoped kind',
      {
        [DEPLOYMENT]: yaml({
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata: { name: 'orders' },
        }),
      },
      'forbids: rbac.authorization.k8s.io/ClusterRole',
    ],
    [
      'a name that no server takes',
      { [DEPLOYMENT]: yaml(deployment('Orders')) },
      'Deployment "Orders" has a name that is no lowercase RFC 1123 subdomain',
    ],
    [
      'a field of kustomize that is not known',
      {
        'deploy/overlays/production-eu-1/kustomization.yaml': overlay(
          'orders',
          '1',
          { namePrefix: 'x' },
        ),
      },
      'the field "namePrefix" is not supported by the demo fleet',
    ],
  ])('names the reason: %s', async (_, files, message) => {
    await deploy();
    if ('deploy/overlays' in files) orders.commit({ 'deploy/overlays': null });
    else orders.commit(files);
    await world.ticks(2);
    expect(world.summary('orders-eu-1')).toMatch(/^Unknown Healthy; Compari/);
    expect(world.summary('orders-eu-1')).toContain(message);
    expect(world.summary(ROOT)).toBe('Synced Healthy');
  });

  it('refuses a source, a destination and a project that are not permitted', async () => {
    orders.commit(moduleFiles('orders'));
    const files = entry();
    const application = files['modules/orders/application-eu-1.yaml'];
    const file = 'modules/orders/application-eu-1.yaml';
    platform.commit({
      ...files,
      [file]: application.replace('name: eu-1', 'name: us-1'),
    });
    await world.ticks(8);
    expect(world.summary('orders-eu-1')).toBe(
      'Unknown Unknown; ComparisonError: the project "orders" forbids the destination "us-1", namespace "orders"',
    );
    const say = async (text: string) => {
      platform.commit({ [file]: text });
      await world.ticks(3);
      return world.summary('orders-eu-1');
    };
    expect(await say(application.replace(orders.url, platform.url))).toContain(
      `the project "orders" forbids the source repository ${platform.url}`,
    );
    expect(
      await say(application.replace('project: orders', 'project: none')),
    ).toContain('the project "none" does not exist');
    expect(
      await say(application.replace('name: eu-1', 'name: moon')),
    ).toContain('the destination "moon" is no known cluster');
    expect(
      await say(
        application.replace('targetRevision: main', 'targetRevision: v9'),
      ),
    ).toContain(`the repository ${orders.url} has no revision "v9"`);
    expect(await say(application)).toMatch(/^Synced/);
  });
});
