import { mockServices } from '@backstage/backend-test-utils';
import { readO8Config } from './readO8Config';

function read(o8: unknown) {
  return readO8Config(mockServices.rootConfig({ data: { o8 } as never }));
}

function problems(o8: unknown): string[] {
  try {
    read(o8);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

const DEFAULTS = {
  clusters: [],
  objectives: {},
  mapping: {
    refreshMs: 10_000,
    trustAnnotations: true,
    platformNamespaces: [
      'argocd',
      'velero',
      'platform-db',
      'kafka',
      'nats',
      'istio-system',
    ],
  },
  retention: { historyDays: 400, goneRecordsDays: 30 },
  exec: { allow: [] },
  timing: { scale: 1 },
  permissions: { cacheMs: 3_000 },
  notices: [],
};

describe('readO8Config', () => {
  it('needs no configuration', () => {
    expect(readO8Config(mockServices.rootConfig())).toEqual(DEFAULTS);
    expect(read({})).toEqual(DEFAULTS);
  });

  it('reads clusters of every type and fills in titles', () => {
    const { clusters } = read({
      clusters: [
        { name: 'eu-1', type: 'kubernetes', url: 'https://eu-1.example.com' },
        {
          name: 'hub',
          title: 'Argo CD hub',
          type: 'argocd',
          url: 'https://argocd.example.com/hub',
        },
        { name: 'old', type: 'snapshot', directory: './export' },
      ],
    });

    expect(
      clusters.map(({ name, title, type }) => [name, title, type]),
    ).toEqual([
      ['eu-1', 'eu-1', 'kubernetes'],
      ['hub', 'Argo CD hub', 'argocd'],
      ['old', 'old', 'snapshot'],
    ]);
  });

  it('leaves the keys of other packages alone', () => {
    expect(read({ landingZones: [{ name: 'demo' }] })).toEqual(DEFAULTS);
  });

  it.each([
    'http://localhost:6443',
    'http://127.0.0.1:6443',
    'http://127.3.2.1',
    'http://[::1]:6443',
    'https://api.example.com/k8s/clusters/c-1',
  ])('accepts the URL %s', url => {
    expect(
      problems({ clusters: [{ name: 'a', type: 'argocd', url }] }),
    ).toEqual([]);
  });

  it.each([
    ['api.example.com', 'must be an absolute URL'],
    ['ftp://api.example.com', 'must be an https URL'],
    [
      'http://api.example.com',
      'must be an https URL: plain http is accepted for loopback addresses only',
    ],
    [
      'http://127.0.0.1.example.com',
      'must be an https URL: plain http is accepted for loopback addresses only',
    ],
    [
      'https://me:secret@api.example.com',
      'must not contain a user name or password',
    ],
    [
      'https://api.example.com?token=secret',
      'must not contain a query or a fragment',
    ],
  ])('refuses the URL %s without repeating it', (url, problem) => {
    expect(
      problems({ clusters: [{ name: 'a', type: 'argocd', url }] }),
    ).toEqual([`  o8.clusters[0].url: ${problem}`]);
  });

  it('reports every problem with its path', () => {
    const found = problems({
      clusters: [
        { name: 'EU 1', type: 'kubernetes', url: 'https://a.example.com' },
        { name: 'eu-1', type: 'openshift' },
        { name: 'us-1', type: 'kubernetes', urll: 'https://a.example.com' },
        { name: 'us-1', type: 'snapshot', url: 'https://a.example.com' },
      ],
    });

    expect(found).toEqual([
      '  o8.clusters[0].name: must be a DNS label (a-z, 0-9, "-"; at most 63)',
      expect.stringMatching(/^ {2}o8\.clusters\[1\]\.type: .*"kubernetes"/),
      '  o8.clusters[2].urll: is not a known key',
      '  o8.clusters[2].url: is required for type "kubernetes"',
      '  o8.clusters[3]: needs one of "directory" and "archive"',
      '  o8.clusters[3].url: has no meaning for type "snapshot"',
      '  o8.clusters[3].name: "us-1" is already the name of o8.clusters[2]',
    ]);
  });

  it('refuses two clusters of one name', () => {
    const cluster = { name: 'a', type: 'snapshot', directory: './a' };
    expect(problems({ clusters: [cluster, cluster] })).toEqual([
      '  o8.clusters[1].name: "a" is already the name of o8.clusters[0]',
    ]);
  });

  it.each([[7], [[]], [{ clusters: 'openshift' }]])(
    'refuses %j with a path',
    o8 => {
      expect(problems(o8)[0]).toMatch(/^ {2}o8(\.clusters)?: /);
    },
  );

  it('reads objectives, mapping and retention', () => {
    expect(
      read({
        objectives: { gold: { rpo: '15m' }, bronze: {} },
        mapping: {
          refreshMs: 5_000,
          trustAnnotations: false,
          platformNamespaces: [],
        },
        retention: { historyDays: 7 },
        timing: { scale: 0.1 },
        permissions: { cacheMs: 0 },
        exec: { allow: ['aws'] },
      }),
    ).toEqual({
      clusters: [],
      objectives: { gold: { rpoMs: 900_000 }, bronze: { rpoMs: undefined } },
      mapping: {
        refreshMs: 5_000,
        trustAnnotations: false,
        platformNamespaces: [],
      },
      retention: { historyDays: 7, goneRecordsDays: 30 },
      exec: { allow: ['aws'] },
      timing: { scale: 0.1 },
      permissions: { cacheMs: 0 },
      notices: [],
    });
  });

  it('refuses what it does not understand in each of them', () => {
    const found = problems({
      objectives: { gold: { rpo: 'soon' }, silver: { rto: '1h' } },
      mapping: { refreshMs: 10, trust: true },
      retention: { historyDays: 0 },
      timing: { scale: 0 },
      permissions: { cacheMs: 3_600_000, ttl: 1 },
      exec: { allow: ['aws', ''] },
    });

    expect(found).toEqual([
      '  o8.objectives.gold.rpo: must be a duration such as 15m, 24h or 7d',
      '  o8.objectives.silver.rto: is not a known key',
      expect.stringMatching(/^ {2}o8\.mapping\.refreshMs: /),
      '  o8.mapping.trust: is not a known key',
      expect.stringMatching(/^ {2}o8\.retention\.historyDays: /),
      expect.stringMatching(/^ {2}o8\.exec\.allow\[1\]: /),
      expect.stringMatching(/^ {2}o8\.timing\.scale: /),
      expect.stringMatching(/^ {2}o8\.permissions\.cacheMs: /),
      '  o8.permissions.ttl: is not a known key',
    ]);
  });

  const KUBERNETES_WAYS =
    'needs exactly one of "token", "tokenFile", "serviceAccount", "clientCertificateFile" with "clientKeyFile", "exec"';
  const ARGOCD_WAYS =
    'needs exactly one of "token", "tokenFile", "username" with "password", "username" with "passwordFile"';

  it.each<['kubernetes' | 'argocd', object, string | null]>([
    ['kubernetes', { token: 'abc' }, null],
    ['kubernetes', { tokenFile: './token' }, null],
    ['kubernetes', { serviceAccount: true }, null],
    [
      'kubernetes',
      { clientCertificateFile: './c', clientKeyFile: './k' },
      null,
    ],
    ['kubernetes', { exec: { command: 'aws' } }, null],
    ['argocd', { token: 'abc' }, null],
    ['argocd', { username: 'o8', password: 'abc' }, null],
    ['argocd', { username: 'o8', passwordFile: './p' }, null],
    ['kubernetes', {}, KUBERNETES_WAYS],
    ['kubernetes', { token: 'abc', tokenFile: './token' }, KUBERNETES_WAYS],
    ['kubernetes', { clientCertificateFile: './c' }, KUBERNETES_WAYS],
    ['kubernetes', { username: 'o8', password: 'abc' }, KUBERNETES_WAYS],
    ['argocd', { username: 'o8' }, ARGOCD_WAYS],
    ['argocd', { serviceAccount: true }, ARGOCD_WAYS],
    [
      'argocd',
      { username: 'o8', password: 'a', passwordFile: './p' },
      ARGOCD_WAYS,
    ],
  ])('takes one way to sign in to %s: %j', (type, auth, problem) => {
    const cluster = { name: 'a', type, url: 'https://a.example.com', auth };
    expect(problems({ exec: { allow: ['aws'] }, clusters: [cluster] })).toEqual(
      problem ? [`  o8.clusters[0].auth: ${problem}`] : [],
    );
  });

  it('runs only programs that are allowed', () => {
    const exec = { command: '/bin/sh', args: ['-c', 'secret'] };
    const cluster = {
      name: 'a',
      type: 'kubernetes',
      url: 'https://a.example.com',
      auth: { exec },
    };
    expect(problems({ clusters: [cluster] })).toEqual([
      '  o8.clusters[0].auth.exec.command: is not one of o8.exec.allow',
    ]);
    const { clusters } = read({
      exec: { allow: ['/bin/sh'] },
      clusters: [cluster],
    });
    expect(clusters).toMatchObject([{ auth: { exec: { ...exec, env: {} } } }]);
  });

  it('knows places without a URL, and one only', () => {
    const kubeconfig = { file: './kubeconfig' };
    expect(
      problems({
        clusters: [
          { name: 'a', type: 'kubernetes', kubeconfig },
          { name: 'b', type: 'kubernetes', auth: { serviceAccount: true } },
          { name: 'c', type: 'snapshot', archive: './c.tgz' },
          {
            name: 'd',
            type: 'kubernetes',
            kubeconfig,
            url: 'https://d.example.com',
            auth: { token: 'x' },
          },
          { name: 'e', type: 'argocd', kubeconfig },
          { name: 'f', type: 'snapshot', directory: './f', archive: './f.tar' },
          {
            name: 'g',
            type: 'argocd',
            url: 'https://g.example.com',
            caFile: './ca',
            caData: 'abc',
            frontendUrl: 'data:text/html,hello',
          },
        ],
      }),
    ).toEqual([
      '  o8.clusters[3].url: has no meaning beside "kubeconfig"',
      '  o8.clusters[3].auth: has no meaning beside "kubeconfig"',
      '  o8.clusters[4].url: is required for type "argocd"',
      '  o8.clusters[4].kubeconfig: has no meaning for type "argocd"',
      '  o8.clusters[5]: needs one of "directory" and "archive"',
      '  o8.clusters[6].frontendUrl: must be an https URL',
      '  o8.clusters[6]: needs at most one of "caFile" and "caData"',
    ]);
  });

  it('repeats no secret', () => {
    const token = 'very-secret';
    const cluster = { name: 'A', type: 'x', token, auth: { token, b: token } };
    const found = problems({ clusters: [cluster] });

    expect(found.length).toBeGreaterThan(2);
    expect(found.join('\n')).not.toContain(token);
  });

  it('refuses an alias that means two clusters', () => {
    const place = { type: 'snapshot', directory: './a' };
    const found = problems({
      clusters: [
        { ...place, name: 'a', aliases: ['b', 'x', 'a'] },
        { ...place, name: 'b', aliases: ['x', 'y'] },
      ],
    });
    expect(found).toEqual([
      '  o8.clusters[0].aliases[0]: "b" already means o8.clusters[1]',
      '  o8.clusters[1].aliases[0]: "x" already means o8.clusters[0]',
    ]);
  });
});
