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
      '  o8.clusters[3].directory: is required for type "snapshot"',
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

  it.each([[7], [[]], [{ clusters: 'kubernetes' }]])(
    'refuses %j with a path',
    o8 => {
      expect(problems(o8)[0]).toMatch(/^ {2}o8(\.clusters)?: /);
    },
  );

  it('reads objectives, mapping and retention', () => {
    expect(
      read({
        objectives: { gold: { rpo: '15m' }, bronze: {} },
        mapping: { refreshMs: 5_000, platformNamespaces: [] },
        retention: { historyDays: 7 },
      }),
    ).toEqual({
      clusters: [],
      objectives: { gold: { rpoMs: 900_000 }, bronze: { rpoMs: undefined } },
      mapping: { refreshMs: 5_000, platformNamespaces: [] },
      retention: { historyDays: 7, goneRecordsDays: 30 },
    });
  });

  it('refuses what it does not understand in each of them', () => {
    const found = problems({
      objectives: { gold: { rpo: 'soon' }, silver: { rto: '1h' } },
      mapping: { refreshMs: 10, trust: true },
      retention: { historyDays: 0 },
    });

    expect(found).toEqual([
      '  o8.objectives.gold.rpo: must be a duration such as 15m, 24h or 7d',
      '  o8.objectives.silver.rto: is not a known key',
      expect.stringMatching(/^ {2}o8\.mapping\.refreshMs: /),
      '  o8.mapping.trust: is not a known key',
      expect.stringMatching(/^ {2}o8\.retention\.historyDays: /),
    ]);
  });

  it.each([
    [{ token: 'abc' }, []],
    [{ tokenFile: './token' }, []],
    [{}, ['needs one of "token" and "tokenFile"']],
    [
      { token: 'abc', tokenFile: './token' },
      ['needs one of "token" and "tokenFile"'],
    ],
  ])('takes one way to sign in: %j', (auth, expected) => {
    const cluster = { name: 'a', type: 'argocd', url: 'https://a.example.com' };
    expect(problems({ clusters: [{ ...cluster, auth }] })).toEqual(
      expected.map(text => `  o8.clusters[0].auth: ${text}`),
    );
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
