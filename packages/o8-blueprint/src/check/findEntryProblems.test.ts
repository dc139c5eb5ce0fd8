import { planOf } from '../__testUtils__/examples';
import {
  added,
  application,
  changed,
  ENTRY,
  linesOf,
  repository,
  spec,
  zone,
} from '../__testUtils__/platformRepository';
import { renderPlan } from '../render/renderPlan';
import type { RepositoryFile } from '../types';
import { findEntryProblems } from './findEntryProblems';

const CLUSTER = `${ENTRY}/clusters/eu-1`;
const WORKLOAD = `${ENTRY}/application-eu-1.yaml`;
const PROJECT = `${ENTRY}/app-project.yaml`;
const AS_SAID = ', as module.yaml and the landing zone "acme" say';

const without = (path: string) =>
  repository().filter(file => file.path !== path);

describe('entries of a known landing zone', () => {
  it.each([
    [
      WORKLOAD,
      'https://github.com/acme/call-router.git',
      'https://evil.example/x.git',
      'has the Application "call-router-eu-1" with spec.source.repoURL "https://evil.example/x.git": it must be "https://github.com/acme/call-router.git"',
    ],
    [
      WORKLOAD,
      'project: call-router',
      'project: default',
      'has the Application "call-router-eu-1" with spec.project "default": it must be "call-router"',
    ],
    [
      WORKLOAD,
      'name: eu-1',
      'name: in-cluster',
      'has the Application "call-router-eu-1" with spec.destination.name "in-cluster": it must be "eu-1"',
    ],
    [
      WORKLOAD,
      'source:',
      'sources: []\n  source:',
      'has the Application "call-router-eu-1" with spec.sources, which must not be there',
    ],
    [
      WORKLOAD,
      'syncOptions:',
      'syncOptions:\n      - CreateNamespace=true',
      'has the Application "call-router-eu-1" with spec.syncPolicy.syncOptions [',
    ],
    [
      WORKLOAD,
      'syncPolicy:',
      'syncPolicy:\n    managedNamespaceMetadata: { labels: { a: b } }',
      'has the Application "call-router-eu-1" with spec.syncPolicy.managedNamespaceMetadata, which must not be there',
    ],
    [
      WORKLOAD,
      'orchestr8.io/part: workload',
      'orchestr8.io/part: boundary',
      'has the Application "call-router-eu-1" with metadata.labels["orchestr8.io/part"] "boundary": it must be "workload"',
    ],
    [
      PROJECT,
      'https://github.com/acme/call-router.git',
      'https://evil.example/x.git',
      'has the AppProject "call-router" with spec.sourceRepos[0] "https://evil.example/x.git": it must be',
    ],
    [
      PROJECT,
      'name: eu-1',
      'name: in-cluster',
      'has the AppProject "call-router" with spec.destinations[2].name "in-cluster": it must be "eu-1"',
    ],
    [
      PROJECT,
      'sourceRepos:',
      'roles: [{ name: all, groups: [everyone] }]\n  sourceRepos:',
      'has the AppProject "call-router" with spec.roles, which must not be there',
    ],
    [
      `${CLUSTER}/namespace.yaml`,
      'enforce-version: v1.36',
      'enforce-version: v1.0',
      'has the Namespace "call-router" with metadata.labels["pod-security.kubernetes.io/enforce-version"] "v1.0": it must be "v1.36"',
    ],
    [
      `${CLUSTER}/namespace.yaml`,
      'Prune=false,Delete=false',
      'Prune=true',
      'has the Namespace "call-router" with metadata.annotations["argocd.argoproj.io/sync-options"] "Prune=true": it must be "Prune=false,Delete=false"',
    ],
    [
      `${CLUSTER}/namespace.yaml`,
      'annotations:',
      'annotations:\n    scheduler.alpha.kubernetes.io/node-selector: role=master',
      'has the Namespace "call-router" with metadata.annotations["scheduler.alpha.kubernetes.io/node-selector"], which must not be there',
    ],
    [
      `${CLUSTER}/resource-quota.yaml`,
      'requests.cpu: "16"',
      'requests.cpu: "160"',
      'has the ResourceQuota "module" with spec.hard["requests.cpu"] "160": it must be "16"',
    ],
    [
      `${CLUSTER}/network-policies.yaml`,
      'k8s-app: kube-dns',
      'k8s-app: other',
      'has the NetworkPolicy "allow-dns-egress" with spec.egress[0].to[0].podSelector.matchLabels["k8s-app"] "other": it must be "kube-dns"',
    ],
    [
      `${CLUSTER}/velero-schedule.yaml`,
      'schedule: "17 */6 * * *"',
      'schedule: "17 6 1 1 *"',
      'has the Schedule "call-router" with spec.schedule "17 6 1 1 *": it must be "17 */6 * * *"',
    ],
  ])('%s: %s → %s', (path, text, by, message) => {
    const lines = linesOf(changed(path, text, by));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`refused ${path}: ${message}`);
    expect(lines[0]).toMatch(/as module.yaml and the landing zone "acme" say$/);
  });

  it.each([
    [PROJECT, 'AppProject', 'call-router'],
    [WORKLOAD, 'Application', 'call-router-eu-1'],
    [`${CLUSTER}/namespace.yaml`, 'Namespace', 'call-router'],
    [`${CLUSTER}/resource-quota.yaml`, 'ResourceQuota', 'module'],
    [`${CLUSTER}/limit-range.yaml`, 'LimitRange', 'module'],
    [`${CLUSTER}/velero-schedule.yaml`, 'Schedule', 'call-router'],
  ])('miss %s', (path, kind, name) => {
    expect(linesOf(without(path))).toEqual([
      `refused ${path}: must have the ${kind} "${name}"${AS_SAID}`,
    ]);
  });

  it('say of a file that cannot be read nothing but that', () => {
    const files = changed(PROJECT, 'sourceRepos:', 'a: 1\n  a: 2\n  x:');
    expect(linesOf(files)).toEqual([
      `invalid ${PROJECT}: is not YAML: Map keys must be unique at line 32, column 3`,
    ]);
  });

  it('may have other comments, orders and files', () => {
    const moved = repository().map(file =>
      file.path === `${CLUSTER}/limit-range.yaml`
        ? { ...file, path: `${CLUSTER}/more/limits.yml` }
        : file,
    );
    const reordered = moved.map(({ path, content }) => {
      const [first, second] = content.split('---\n');
      return path === `${CLUSTER}/network-policies.yaml`
        ? { path, content: `# Looked at\n${second}---\n${first}` }
        : { path, content: content.replace('- Ingress\n', '- Ingress # in\n') };
    });
    expect(linesOf(reordered)).toEqual([]);
  });

  it('may have other descriptions and annotations', () => {
    const project = changed(PROJECT, 'description: Module', 'description: The');
    expect(linesOf(project)).toEqual([]);
    const namespace = changed(
      `${CLUSTER}/namespace.yaml`,
      'annotations:',
      'annotations:\n    acme.example/cost-centre: "7"',
    );
    expect(linesOf(namespace)).toEqual([]);
  });

  it('may have no lock, and none of another owner', () => {
    expect(linesOf(without(`${ENTRY}/lock.json`))).toEqual([]);
    const lock = changed(`${ENTRY}/lock.json`, 'user:default/ada', 'user:a/b');
    expect(linesOf(lock)).toEqual([
      `refused ${ENTRY}/lock.json: names the owner "user:a/b", but module.yaml the owner "user:default/ada"`,
    ]);
    const upper = changed(
      `${ENTRY}/lock.json`,
      '"owner": "user:default/ada"',
      '"owner": "User:default/Ada"',
    );
    expect(linesOf(upper)).toEqual([]);
  });

  it('are judged by their module.yaml as it is now', () => {
    const files = changed(
      `${ENTRY}/module.yaml`,
      'cluster: eu-1',
      'cluster: x',
    );
    expect(linesOf(files)).toContain(
      `refused ${ENTRY}/module.yaml: spec.placements[2].cluster: "x" is not a cluster of the landing zone "acme", which has eu-1, us-1, stage-1`,
    );
    const less = changed(
      `${ENTRY}/module.yaml`,
      'retentionDays: 45',
      'retentionDays: 40',
    );
    expect(linesOf(less)).toContain(
      `refused ${CLUSTER}/velero-schedule.yaml: has the Schedule "call-router" with spec.template.ttl "1080h0m0s": it must be "960h0m0s"${AS_SAID}`,
    );
  });

  describe('with further objects', () => {
    const policy = (from: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: more, namespace: call-router }
spec: { podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [${from}] }] }
`;
    const path = `${CLUSTER}/more.yaml`;

    it('may open the namespace for some, and not for all', () => {
      const some = '{ namespaceSelector: { matchLabels: { a: b } } }';
      expect(linesOf(added(path, policy(some)))).toEqual([]);
      for (const all of [
        '{ namespaceSelector: {} }',
        '{ ipBlock: { cidr: 0.0.0.0/1 } }, { ipBlock: { cidr: 128.0.0.0/1 } }',
      ]) {
        expect(linesOf(added(path, policy(all)))).toEqual([
          `refused ${path}: allows traffic from or to everywhere`,
        ]);
      }
    });

    it('have no object twice, also where the first is as rendered', () => {
      const namespace = repository().find(
        file => file.path === `${CLUSTER}/namespace.yaml`,
      );
      const content = namespace?.content.replace('restricted', 'privileged');
      expect(linesOf(added(path, content ?? ''))).toEqual([
        `refused ${path}: has the Namespace "call-router" a second time`,
      ]);
      const elsewhere = content?.replace('name: ', 'namespace: x\n  name: ');
      expect(linesOf(added(path, elsewhere ?? ''))).toEqual([
        `refused ${path}: has the Namespace "call-router" a second time`,
      ]);
    });

    it('have none that boundaries do not have', () => {
      const template = `apiVersion: v1\nkind: PodTemplate\nmetadata: { name: a, namespace: call-router }`;
      expect(linesOf(added(path, template))).toEqual([
        `refused ${path}: is the PodTemplate "a": boundaries do not have this kind`,
      ]);
      const allowed = changed(
        'modules/o8-platform/app-project.yaml',
        'namespaceResourceWhitelist:',
        'namespaceResourceWhitelist:\n    - { group: "", kind: PodTemplate }',
      );
      expect(linesOf([...allowed, { path, content: template }])).toEqual([]);
      // The platform's project is that of the root too: boundaries have no Applications.
      const app = application('call-router', 'more', 'x').replace(
        'gitops',
        'call-router',
      );
      expect(linesOf(added(path, app))).toEqual([
        `refused ${path}: is the Application "more": boundaries do not have this kind`,
      ]);
    });

    it('have none beside Argo CD, and none on other clusters', () => {
      const app = application('call-router', 'more', 'x');
      expect(linesOf(added(`${ENTRY}/more.yaml`, app))).toEqual([
        `refused ${ENTRY}/more.yaml: has the Application "more", which is not part of an entry beside Argo CD`,
      ]);
      const elsewhere = `${ENTRY}/clusters/eu-9/a.yaml`;
      expect(linesOf(added(elsewhere, policy('{ podSelector: {} }')))).toEqual([
        `refused ${elsewhere}: is for a cluster on which module.yaml does not place it`,
      ]);
    });

    it('have no lists, whose items would be applied', () => {
      const list = `${policy(
        '{ podSelector: {} }',
      )}items: [{ kind: ClusterRole }]`;
      expect(linesOf(added(path, list))).toEqual([
        `invalid ${path}: has a document that is not a Kubernetes object with apiVersion, kind and metadata.name, or is a list`,
      ]);
    });
  });
});

describe('findEntryProblems', () => {
  const find = (files: RepositoryFile[], name = 'call-router') =>
    findEntryProblems({ name, files, zones: [zone] }).map(
      ({ path, message }) => `${path}: ${message}`,
    );

  it('finds nothing in a new entry, with or without the platform around it', () => {
    const { platform } = renderPlan(planOf({ spec, zone }));
    expect(find(platform)).toEqual([]);
    expect(find(repository())).toEqual([]);
    expect(findEntryProblems({ name: 'call-router', files: platform })).toEqual(
      [],
    );
  });

  it('finds what findPlatformProblems finds, and nothing of other entries', () => {
    const files = changed(WORKLOAD, 'project: call-router', 'project: default');
    const all = linesOf(files).map(line => line.replace(/^refused /, ''));
    expect(find(files)).toEqual(all);
    const others = [
      { path: 'modules/other/module.yaml', content: '{' },
      { path: 'modules/call-router-2/x.yaml', content: '{' },
    ];
    expect(find([...repository(), ...others])).toEqual([]);
  });

  it('finds a directory that nobody has approved, and a spec that is none', () => {
    expect(find([], 'billing')).toEqual([
      'modules/billing: has no module.yaml: nobody has approved it',
    ]);
    expect(
      find(changed(`${ENTRY}/module.yaml`, 'port: 9000', 'port: 80')),
    ).toEqual([
      `${ENTRY}/module.yaml: spec.workload.port: must be 1024 to 65535: modules run without privileges`,
    ]);
  });

  it('finds both where a path is there with two contents', () => {
    const evil = application('default', 'call-router-eu-1', 'x');
    const files = [{ path: WORKLOAD, content: evil }, ...repository()];
    expect(find(files).length).toBeGreaterThan(0);
    expect(find(files.reverse()).length).toBeGreaterThan(0);
  });

  it('is fine with an entry in a repository of many', () => {
    const others = Array.from({ length: 300 }, (_, index) => ({
      path: `modules/m${index}/module.yaml`,
      content: '{'.repeat(1000),
    }));
    expect(find([...others, ...repository()])).toEqual([]);
  });
});
