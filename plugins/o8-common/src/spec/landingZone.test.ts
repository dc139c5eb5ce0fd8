import {
  createZoneInput,
  findProblems,
  HOSTILE_TEXTS,
  setAt,
} from './__testUtils__';
import { GIT_HOST_TYPES, landingZoneSchema, LAYOUTS } from './landingZone';

const problemsWith = (path: string, value: unknown) =>
  findProblems(landingZoneSchema, setAt(createZoneInput(), path, value));

describe('landingZoneSchema', () => {
  it('gives the least zone all its defaults: review first of all', () => {
    expect(landingZoneSchema.parse(createZoneInput()).spec).toEqual({
      review: 'required',
      layout: 'directory',
      git: {
        type: 'plain',
        url: 'https://git.acme.example',
        modules: 'modules',
        platform: 'platform/apps',
        branch: 'main',
      },
      argocd: {
        namespace: 'argocd',
        rootApplication: 'o8-root',
        project: 'o8-platform',
      },
      clusters: [{ name: 'eu-1', environment: 'production', default: true }],
      registry: 'ghcr.io/acme',
      placeholderImage: 'ghcr.io/acme/hello:1',
      podSecurityVersion: 'latest',
      quota: { cpu: '8', memory: '16Gi', memoryLimit: '32Gi', pods: 60 },
      backup: {
        namespace: 'velero',
        storageLocation: 'default',
        moveData: true,
      },
      namespaces: [],
      mesh: {
        mode: 'none',
        namespace: 'istio-system',
        trustDomain: 'cluster.local',
        sharedByRegions: false,
      },
      dns: {
        namespace: 'kube-system',
        podLabels: { 'k8s-app': 'kube-dns' },
      },
      egress: { mode: 'none' },
      owners: { groups: {}, clusterRole: 'view' },
    });
  });

  it.each<[string, unknown]>([
    ...GIT_HOST_TYPES.map((type): [string, unknown] => ['spec.git.type', type]),
    ...LAYOUTS.map((layout): [string, unknown] => ['spec.layout', layout]),
    ['spec.git.url', 'http://127.0.0.1:7444'],
    ['spec.git.url', 'http://[::1]:7444'],
    ['spec.git.url', 'https://git.example/sub/path'],
    ['spec.git.modules', 'group/sub.group/Team_1'],
    ['spec.git.branch', 'release/2026.11'],
    ['spec.registry', 'localhost:5000/a/b'],
    ['spec.podSecurityVersion', 'v1.36'],
    ['spec.clusters.0.argocd', { name: 'in-cluster' }],
    ['spec.clusters.0.argocd', { server: 'https://eu-1.example:6443' }],
    ['metadata.title', 'Production & staging'],
  ])('takes %s: %j', (path, value) => {
    expect(problemsWith(path, value)).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ['kind', 'Zone', /must be "LandingZone"/],
    ['metadata.name', 'a b', /is not a DNS label/],
    ['spec.review', 'some', /must be "required" or "none"/],
    [
      'spec.layout',
      'flat',
      /must be one of directory, kustomize, helm-values, applicationset/,
    ],
    ['spec.git.type', 'svn', /must be one of plain, github, gitlab, gitea/],
    ['spec.git.url', 'git.example', /must be an https URL/],
    ['spec.git.url', 'ext::sh -c touch% /tmp/x', /must be an https URL/],
    ['spec.git.url', 'ssh://git@git.example', /must be an https URL/],
    ['spec.git.url', 'file:///etc', /must be an https URL/],
    ['spec.git.url', 'https://git.exa\nmple', /must be an https URL/],
    ['spec.git.url', 'https:\\\\git.example', /must be an https URL/],
    ['spec.git.url', 'http://git.example', /for loopback addresses only/],
    ['spec.git.url', 'http://127.0.0.1.evil.example', /loopback/],
    ['spec.git.url', 'https://me:pw@git.example', /not contain credentials/],
    ['spec.git.url', 'https://git.example/', /a slash at its end/],
    ['spec.git.url', 'https://git.example?', /a query/],
    ['spec.git.url', 'https://git.example#a', /a fragment/],
    ['spec.git.modules', '../other', /is not a path/],
    ['spec.git.modules', '/abs', /is not a path/],
    ['spec.git.modules', '', /is not a path/],
    ['spec.git.platform', 'apps.git', /is not a path/],
    ['spec.git.platform', '--upload-pack=x', /is not a path/],
    ['spec.git.branch', '-d', /is not the name of a branch/],
    ['spec.git.branch', 'a..b', /is not the name of a branch/],
    ['spec.git.branch', 'a.lock/b', /is not the name of a branch/],
    ['spec.git.branch', 'main.', /is not the name of a branch/],
    ['spec.git.token', 'secret', /is not a field/],
    ['spec.argocd.namespace', 'Argo', /is not a DNS label/],
    ['spec.clusters', [], /needs at least one cluster/],
    ['spec.clusters', undefined, /is missing/],
    ['spec.clusters.0.name', 'boundary-eu', /must not begin with "boundary"/],
    ['spec.clusters.0.argocd', {}, /either "name" or "server"/],
    ['spec.clusters.0.argocd.name', 'a\nb', /must be one line/],
    [
      'spec.clusters.0.argocd',
      { name: 'a', server: 'https://a' },
      /either "name" or "server"/,
    ],
    ...[...'*?[]{}!'].flatMap((sign): [string, unknown, RegExp][] => [
      ['spec.clusters.0.argocd.name', `a${sign}`, /takes them for patterns/],
      [
        'spec.clusters.0.argocd.server',
        `https://a.example/${sign}`,
        /takes them for patterns/,
      ],
    ]),
    ['spec.clusters.0.argocd.server', 'https://[::1]:6443', /patterns/],
    ['spec.git.branch', '../x', /is not the name of a branch/],
    ['spec.clusters.0.argocd.server', 'eu-1', /https URL/],
    ['spec.clusters.0.argocd.server', 'ftp://eu-1.example', /https URL/],
    ['spec.clusters.0.argocd.server', 'https://a\tb', /https URL/],
    ['spec.registry', 'https://ghcr.io/acme', /is not a registry/],
    ['spec.registry', 'ghcr.io/Acme', /is not a registry/],
    ['spec.placeholderImage', 'hello', /needs a tag or a digest/],
    ['spec.podSecurityVersion', '1.36', /is not a version such as v1.36/],
    ['spec.quota.pods', 0, /must be at least 1/],
    ['spec.quota.cpu', '8Gi', /is not an amount of CPU/],
    ['spec.backup.moveData', 'yes', /must be true or false/],
    ['spec.namespaces', ['Kafka'], /is not a DNS label/],
  ])('refuses %s: %j', (path, value, message) => {
    const problems = problemsWith(path, value);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
    expect(problems[0].replace(/\[(\d+)\]/g, '.$1')).toMatch(
      new RegExp(`^${path.replaceAll('.', '\\.')}(\\.\\d)?: `),
    );
  });

  it.each(HOSTILE_TEXTS)('refuses the text %j everywhere', text => {
    for (const path of [
      'metadata.title',
      'metadata.description',
      'metadata.name',
      'spec.git.modules',
      'spec.git.branch',
      'spec.registry',
      'spec.clusters.0.title',
      'spec.clusters.0.region',
    ]) {
      expect(problemsWith(path, text)).not.toEqual([]);
    }
    expect(problemsWith('spec.git.url', `https://a/${text}`)).not.toEqual([]);
  });

  const cluster = (name: string, fields: object = {}) => ({
    name,
    environment: 'production',
    ...fields,
  });

  it('needs a cluster for those who name none', () => {
    expect(problemsWith('spec.clusters', [cluster('a'), cluster('b')])).toEqual(
      ['spec.clusters: needs at least one with "default: true"'],
    );
  });

  it('refuses two clusters of one name, or of one destination', () => {
    const server = 'https://api.example:6443';
    expect(
      problemsWith('spec.clusters', [
        cluster('a', { default: true }),
        cluster('a'),
        cluster('b', { argocd: { name: 'a' } }),
        cluster('c', { argocd: { server } }),
        cluster('d', { argocd: { server: `${server}/` } }),
      ]),
    ).toEqual([
      'spec.clusters[1].name: "a" is there twice',
      'spec.clusters[2].argocd: is the same destination as that of "a"',
      'spec.clusters[4].argocd: is the same destination as that of "c"',
    ]);
  });

  it('does not hide what fields say together behind other problems', () => {
    expect(
      findProblems(landingZoneSchema, {
        kind: 'LandingZone',
        spec: {
          clusters: [cluster('a'), cluster('a'), { name: 'B' }],
          mesh: { mode: 'ambient', revision: 'stable' },
          secrets: {
            operator: 'sealed-secrets',
            certificates: { a: 'PEM', c: 'PEM' },
          },
        },
      }),
    ).toEqual(
      expect.arrayContaining([
        'spec.clusters[1].name: "a" is there twice',
        expect.stringMatching(/^spec\.clusters\[2\]\.name: is not a DNS label/),
        'spec.mesh.revision: is for "mode: sidecar" only',
        'spec.secrets.certificates.c: is not a cluster of the landing zone, which has a',
        expect.stringMatching(/^spec\.registry: /),
      ]),
    );
  });

  it('names every problem at once, each with its path', () => {
    expect(
      findProblems(landingZoneSchema, {
        apiVersion: 'orchestr8.io/v1alpha1',
        kind: 'LandingZone',
        metadata: {},
        spec: {
          review: 'maybe',
          git: { url: 'x', modules: 'a', platform: 'b' },
          quota: { memory: '4Gi', memoryLimit: '2Gi' },
          clusters: [{ name: 'eu-1' }],
          registry: 'r',
          placeholderImage: 'a:1',
          secret: 1,
        },
      }),
    ).toEqual([
      'metadata.name: must be text',
      'spec.review: must be "required" or "none"',
      'spec.git.url: must be an https URL such as https://github.com',
      'spec.clusters[0].environment: must be text',
      'spec.quota.memoryLimit: is less than the memory that is requested (4Gi)',
      'spec.secret: is not a field that this version knows',
    ]);
  });
});
