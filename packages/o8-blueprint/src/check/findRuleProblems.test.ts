import type { RepositoryFile } from '../types';
import {
  added,
  application,
  changed,
  ENTRY,
  linesOf as linesIn,
  repository,
  zone,
} from '../__testUtils__/platformRepository';

// Of the platform something is known, but not the landing zone of the entry.
const other = { ...zone, metadata: { name: 'other' } };
const linesOf = (files: RepositoryFile[]) => linesIn(files, [other]);

describe('entries of a landing zone that is not known', () => {
  it('have nothing wrong where they are as rendered', () => {
    expect(linesOf(repository())).toEqual([]);
    expect(linesIn(repository(), [])).toEqual([]);
  });

  describe('Applications', () => {
    const path = `${ENTRY}/application-eu-1.yaml`;
    const boundary = `${ENTRY}/application-boundary-eu-1.yaml`;

    it.each([
      [
        path,
        'project: call-router',
        'project: default',
        'has the project "default", which allows everything',
      ],
      [
        path,
        'project: call-router',
        'project: platform',
        'has the project "platform": it must be "call-router"',
      ],
      [
        path,
        'namespace: call-router',
        'namespace: gitops',
        'goes to the namespace "gitops": it must be "call-router"',
      ],
      [
        path,
        'namespace: gitops',
        'namespace: other',
        'is in the namespace "other", not in that of Argo CD',
      ],
      [
        path,
        'name: call-router-eu-1',
        'name: other-eu-1',
        'is the Application "other-eu-1", which no placement of module.yaml has',
      ],
      [
        path,
        'syncPolicy:',
        'syncPolicy:\n    managedNamespaceMetadata: { labels: { a: b } }',
        'makes the namespace or its labels itself: the boundary does',
      ],
      [
        path,
        'syncOptions:',
        'syncOptions:\n      - CreateNamespace=true',
        'makes the namespace or its labels itself: the boundary does',
      ],
      [
        path,
        'source:',
        'sources: []\n  source:',
        'must have one source, and no "sources"',
      ],
      [
        boundary,
        'project: platform',
        'project: other',
        'has the project "other", which is not the platform\'s',
      ],
      [
        boundary,
        'acme/platform-apps',
        'evil/apps',
        'has the source https://github.com/evil/apps.git, which is not the platform repository',
      ],
      [
        boundary,
        'modules/call-router/clusters/eu-1',
        'modules/call-router/clusters/us-1',
        `has the path "${ENTRY}/clusters/us-1": it must be "${ENTRY}/clusters/eu-1"`,
      ],
      [
        boundary,
        'source:',
        'sources: []\n  source:',
        'must have one source, and no "sources"',
      ],
      [
        boundary,
        'namespace: call-router',
        "namespace: '*'",
        'goes to the namespace "*": it must be "call-router"',
      ],
      [
        boundary,
        'destination:',
        'destinations:',
        'has a spec that is no Application',
      ],
    ])('%s: %s → %s', (file, text, by, message) => {
      const lines = linesOf(changed(file, text, by));
      expect(lines).toContainEqual(
        expect.stringContaining(`${file}: ${message}`),
      );
    });

    it('finds a placement without its Application', () => {
      const files = repository().filter(file => file.path !== boundary);
      expect(linesOf(files)).toEqual([
        `refused ${ENTRY}/module.yaml: has no Application "call-router-boundary-eu-1" for its placement`,
      ]);
    });

    it('finds an entry without its AppProject', () => {
      const files = repository().filter(
        ({ path: at }) => at !== `${ENTRY}/app-project.yaml`,
      );
      expect(linesOf(files)).toEqual([
        `refused ${ENTRY}/module.yaml: has no AppProject "call-router"`,
      ]);
    });

    it('finds what is neither an Application nor an AppProject', () => {
      const set = application('x', 'y', 'z').replace(
        'Application',
        'ApplicationSet',
      );
      expect(linesOf(added(`${ENTRY}/set.yaml`, set))).toEqual([
        `refused ${ENTRY}/set.yaml: is the ApplicationSet "y": beside Argo CD a module has Applications and an AppProject only`,
      ]);
    });
  });

  describe('AppProjects', () => {
    const path = `${ENTRY}/app-project.yaml`;

    it.each([
      [
        'https://github.com/acme/call-router.git',
        '"*"',
        'allows the source "*": wildcards are refused',
      ],
      [
        'https://github.com/acme/call-router.git',
        'https://github.com/acme/*',
        'allows the source "https://github.com/acme/*": wildcards are refused',
      ],
      [
        'namespace: call-router\n',
        'namespace: "*"\n',
        'allows the namespace "*": it must be "call-router"',
      ],
      [
        'name: eu-1',
        'name: "*"',
        'allows the cluster "*": wildcards are refused',
      ],
      [
        'clusterResourceWhitelist: []',
        'clusterResourceWhitelist: [{ group: "", kind: Namespace }]',
        'allows kinds that are in no namespace: it must be an empty list',
      ],
      [
        'kind: Deployment',
        'kind: "*"',
        'allows the kinds "apps/*": wildcards are refused',
      ],
      [
        'kind: ServiceAccount',
        'kind: ResourceQuota',
        'allows ResourceQuota, which belongs to the boundary of a module',
      ],
      [
        'namespaceResourceWhitelist',
        'namespaceResourceBlacklist',
        'has no namespaceResourceWhitelist, which allows every kind',
      ],
      [
        'sourceRepos:',
        'sourceNamespaces: [x]\n  sourceRepos:',
        'has sourceNamespaces: Applications lie beside Argo CD only',
      ],
      [
        'name: call-router\n',
        'name: billing\n',
        'is the AppProject "billing": it must be "call-router"',
      ],
      [
        'sourceRepos:',
        'roles: [{ name: r }]\n  sourceRepos:',
        'has the field "roles", which no module has',
      ],
      [
        'sourceRepos:',
        'destinationServiceAccounts: []\n  sourceRepos:',
        'has the field "destinationServiceAccounts", which no module has',
      ],
      ['sourceRepos:', 'destinations: 1\n  x:', 'is not YAML'],
    ])('%s → %s', (text, by, message) => {
      expect(linesOf(changed(path, text, by))).toContainEqual(
        expect.stringContaining(`${path}: ${message}`),
      );
    });
  });

  describe('boundaries', () => {
    const cluster = `${ENTRY}/clusters/eu-1`;

    it.each([
      [
        'namespace.yaml',
        'name: call-router',
        'name: kube-system',
        'is the Namespace "kube-system": it must be "call-router"',
      ],
      [
        'namespace.yaml',
        'enforce: restricted',
        'enforce: privileged',
        'must have the label pod-security.kubernetes.io/enforce: restricted',
      ],
      [
        'namespace.yaml',
        'module: call-router',
        'module: billing',
        'must have the label orchestr8.io/module: call-router',
      ],
      [
        'namespace.yaml',
        'enforce-version: v1.36',
        'enforce-version: v1.0',
        'must have the label pod-security.kubernetes.io/enforce-version: latest, or at least v1.25',
      ],
      [
        'namespace.yaml',
        'Prune=false,Delete=false',
        'Prune=false',
        'must have the annotation argocd.argoproj.io/sync-options: Prune=false,Delete=false',
      ],
      [
        'velero-schedule.yaml',
        'Prune=false,Delete=false',
        'Delete=false',
        'must have the annotation argocd.argoproj.io/sync-options: Prune=false,Delete=false',
      ],
      [
        'network-policies.yaml',
        '- namespaceSelector:',
        '- ipBlock: { cidr: 128.0.0.0/1 }\n        - namespaceSelector:',
        'allows traffic from or to everywhere',
      ],
      [
        'limit-range.yaml',
        'namespace: call-router',
        'namespace: billing',
        'is the LimitRange "module" in the namespace "billing": it must be "call-router"',
      ],
      [
        'limit-range.yaml',
        'namespace: call-router',
        'namespace: backups',
        'is the LimitRange "module" in the namespace "backups": it must be "call-router"',
      ],
      [
        'velero-schedule.yaml',
        'namespace: backups',
        'namespace: velero',
        'is the Schedule "call-router" in the namespace "velero": it must be "call-router"',
      ],
      [
        'velero-schedule.yaml',
        '- call-router',
        '- billing',
        'must back up the namespace "call-router" and no other',
      ],
      [
        'velero-schedule.yaml',
        'name: call-router',
        'name: billing',
        'is the Schedule "billing": it must be "call-router"',
      ],
      [
        'network-policies.yaml',
        'egress:\n    - ports:',
        'egress:\n    - {}\n    - ports:',
        'allows traffic from or to everywhere',
      ],
      [
        'network-policies.yaml',
        '- namespaceSelector:',
        '- ipBlock: { cidr: 0.0.0.0/0 }\n        - namespaceSelector:',
        'allows traffic from or to everywhere',
      ],
      [
        'resource-quota.yaml',
        'kind: ResourceQuota',
        'kind: RoleBinding',
        'is the RoleBinding "module": boundaries do not have this kind',
      ],
    ])('%s: %s → %s', (file, text, by, message) => {
      expect(linesOf(changed(`${cluster}/${file}`, text, by))).toContain(
        `refused ${cluster}/${file}: ${message}`,
      );
    });

    it('finds a cluster without its Namespace or its default deny', () => {
      const without = (name: string) =>
        repository().filter(({ path }) => path !== `${cluster}/${name}`);
      expect(linesOf(without('namespace.yaml'))).toEqual([
        `refused ${cluster}: has no Namespace "call-router" for its objects`,
      ]);
      expect(linesOf(without('network-policies.yaml'))).toEqual([
        `refused ${cluster}: has no NetworkPolicy that denies everything by default`,
      ]);
      for (const [file, kind] of [
        ['resource-quota.yaml', 'ResourceQuota'],
        ['limit-range.yaml', 'LimitRange'],
        ['velero-schedule.yaml', 'Schedule'],
      ]) {
        expect(linesOf(without(file))).toEqual([
          `refused ${cluster}: has no ${kind}`,
        ]);
      }
    });

    it('finds objects for a cluster without a placement', () => {
      const path = `${ENTRY}/clusters/eu-9/a.yaml`;
      const object =
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: call-router }';
      expect(linesOf(added(path, object))).toEqual([
        `refused ${path}: is for a cluster on which module.yaml does not place it`,
      ]);
    });
  });
});
