import { mockServices } from '@backstage/backend-test-utils';
import { readO8Config } from '../readO8Config';

function read(data: object) {
  return readO8Config(mockServices.rootConfig({ data: data as never }));
}

function problems(data: object): string[] {
  try {
    read(data);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

const FROM_KUBERNETES = { o8: { clusters: 'kubernetes' } };
const TOKEN = 'very-secret';

function kubernetes(...clusters: object[]) {
  return {
    ...FROM_KUBERNETES,
    kubernetes: { clusterLocatorMethods: [{ type: 'config', clusters }] },
  };
}

function argocd(...instances: object[]) {
  return { appLocatorMethods: [{ type: 'config', instances }] };
}

const plain = {
  name: 'eu-1',
  url: 'https://eu-1.example.com',
  authProvider: 'serviceAccount',
  serviceAccountToken: TOKEN,
};

describe('the clusters of the Kubernetes plugin', () => {
  it('are read where they have a token', () => {
    const { clusters, notices } = read(
      kubernetes(
        { ...plain, title: 'Europe', caData: 'Y2VydA==', caFile: './other' },
        { ...plain, name: 'us-1', url: 'https://us-1', caFile: './ca' },
      ),
    );
    expect(clusters).toEqual([
      {
        type: 'kubernetes',
        name: 'eu-1',
        title: 'Europe',
        aliases: [],
        url: plain.url,
        caData: 'Y2VydA==',
        auth: { token: TOKEN },
      },
      {
        type: 'kubernetes',
        name: 'us-1',
        title: 'us-1',
        aliases: [],
        url: 'https://us-1',
        caFile: './ca',
        auth: { token: TOKEN },
      },
    ]);
    expect(notices).toEqual([]);
  });

  it('are the one of the pod where they have none', () => {
    const { clusters } = read(
      kubernetes({ ...plain, serviceAccountToken: undefined }),
    );
    expect(clusters).toMatchObject([
      { type: 'kubernetes', auth: { serviceAccount: true } },
    ]);
    expect(clusters[0].url).toBeUndefined();
  });

  it.each<[object, RegExp]>([
    [{ skipTLSVerify: true }, /skipTLSVerify/],
    [{ authProvider: 'google' }, /authProvider "google"/],
    [{ authProvider: undefined }, /authProvider ""/],
    [
      { authMetadata: { 'kubernetes.io/auth-provider': 'aws' } },
      /authProvider "aws"/,
    ],
    [{ url: 'http://eu-1.example.com' }, /^Its URL must be an https URL/],
    [{ url: `https://u:${TOKEN}@a.example.com` }, /^Its URL must not contain/],
  ])('are unsupported with the reason for %j', (change, reason) => {
    const [cluster] = read(kubernetes({ ...plain, ...change })).clusters;
    expect(cluster).toMatchObject({
      type: 'unsupported',
      name: 'eu-1',
      reason: expect.stringMatching(reason),
    });
    expect(cluster).not.toHaveProperty('auth');
    expect(Object(cluster).reason).not.toContain(TOKEN);
  });

  it('are found behind kubectl proxy, and named where they are found elsewhere', () => {
    const { clusters } = read({
      ...FROM_KUBERNETES,
      kubernetes: {
        clusterLocatorMethods: [
          { type: 'localKubectlProxy' },
          { type: 'gke', projectId: 'p', region: 'r' },
          { type: 'catalog' },
        ],
      },
    });
    expect(clusters).toMatchObject([
      { type: 'kubernetes', name: 'local', url: 'http://localhost:8001' },
      { type: 'unsupported', name: 'kubernetes-gke' },
      {
        type: 'unsupported',
        name: 'kubernetes-catalog',
        reason: expect.stringContaining('"catalog"'),
      },
    ]);
  });

  it('get names that are DNS labels, and say what became of them', () => {
    const { clusters, notices } = read(
      kubernetes(
        { ...plain, name: 'Prod EU' },
        { ...plain, name: 'prod_eu' },
        { ...plain, name: 'prod-eu' },
      ),
    );
    expect(
      clusters.map(({ name, title, aliases }) => [name, title, aliases]),
    ).toEqual([
      ['prod-eu', 'Prod EU', ['Prod EU']],
      ['prod-eu-2', 'prod_eu', ['prod_eu']],
      ['prod-eu-3', 'prod-eu', []],
    ]);
    expect(notices).toEqual([
      'kubernetes.clusterLocatorMethods[0].clusters[0] is called "prod-eu"',
      'kubernetes.clusterLocatorMethods[0].clusters[1] is called "prod-eu-2"',
      'kubernetes.clusterLocatorMethods[0].clusters[2] is called "prod-eu-3"',
    ]);
  });

  it('are reported with all that is wrong, and without secrets', () => {
    const peers = kubernetes(
      { ...plain, name: '東京' },
      { ...plain, url: undefined, serviceAccountToken: TOKEN },
    );
    const found = problems({
      kubernetes: peers.kubernetes,
      o8: { clusters: 'kubernetes', timing: { scale: -1 } },
      argocd: argocd({ name: 'x', token: TOKEN }),
    });
    expect(found).toEqual([
      expect.stringMatching(/^ {2}o8\.timing\.scale: /),
      expect.stringMatching(
        /^ {2}kubernetes\.clusterLocatorMethods\[0\]\.clusters\[1\]\.url: /,
      ),
      expect.stringMatching(
        /^ {2}argocd\.appLocatorMethods\[0\]\.instances\[0\]\.url: /,
      ),
    ]);
    expect(found.join()).not.toContain(TOKEN);
    expect(problems(kubernetes({ ...plain, name: '東京' }))).toEqual([
      expect.stringMatching(
        /^ {2}kubernetes\.clusterLocatorMethods\[0\]\.clusters\[0\]\.name: has no letter/,
      ),
    ]);
  });

  it('have to be configured, and are left alone otherwise', () => {
    expect(problems(FROM_KUBERNETES)).toEqual([
      '  kubernetes.clusterLocatorMethods: is required while o8.clusters is "kubernetes"',
    ]);
    expect(read({ ...kubernetes(plain), o8: {} }).clusters).toEqual([]);
  });
});

describe('the instances of an Argo CD plugin', () => {
  const url = 'https://argocd.example.com';

  it('become clusters with the token or the user of the instance or of all', () => {
    const { clusters } = read({
      argocd: {
        username: 'all',
        password: TOKEN,
        ...argocd(
          { name: 'one', url, token: TOKEN, frontendUrl: 'https://ui' },
          { name: 'two', url: `${url}/two`, username: 'own', password: 'p' },
          { name: 'three', url: `${url}/three`, frontendUrl: 'ui' },
        ),
      },
    });
    expect(clusters).toEqual([
      {
        type: 'argocd',
        name: 'one',
        title: 'one',
        aliases: [],
        url,
        auth: { token: TOKEN },
        frontendUrl: 'https://ui',
      },
      expect.objectContaining({ auth: { username: 'own', password: 'p' } }),
      {
        type: 'argocd',
        name: 'three',
        title: 'three',
        aliases: [],
        url: `${url}/three`,
        auth: { username: 'all', password: TOKEN },
      },
    ]);
  });

  it('are only other names for what is configured here', () => {
    const { clusters, notices } = read({
      o8: {
        clusters: [
          { name: 'hub', type: 'argocd', url: `${url}/`, aliases: ['x'] },
          { name: 'eu-1', type: 'kubernetes', url: 'https://eu-1' },
        ],
      },
      argocd: argocd(
        { name: 'main', url, token: TOKEN },
        { name: 'eu-1', url: 'https://else', token: TOKEN },
      ),
    });
    expect(clusters.map(({ name, aliases }) => [name, aliases])).toEqual([
      ['hub', ['x', 'main']],
      ['eu-1', []],
    ]);
    expect(notices).toEqual([
      'argocd.appLocatorMethods[0].instances[0] is the cluster "hub"',
      'argocd.appLocatorMethods[0].instances[1] is the cluster "eu-1"',
    ]);
  });

  it('are unsupported where nothing is said about signing in, or by plain http', () => {
    const { clusters } = read({
      argocd: {
        appLocatorMethods: [
          {
            type: 'config',
            instances: [
              { name: 'a', url },
              { name: 'b', url: 'http://argocd.example.com', token: TOKEN },
            ],
          },
          { type: 'catalog' },
        ],
      },
    });
    expect(clusters).toMatchObject([
      { type: 'unsupported', reason: expect.stringMatching(/neither a token/) },
      { type: 'unsupported', reason: expect.stringMatching(/https/) },
      { type: 'unsupported', name: 'argocd-catalog' },
    ]);
  });
});
