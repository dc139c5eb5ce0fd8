import {
  added,
  application,
  changed,
  ENTRY,
  linesOf,
  repository,
} from '../__testUtils__/platformRepository';

describe('entries of a platform repository', () => {
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
      [path, 'name: eu-1', 'name: in-cluster', 'must go to the cluster eu-1'],
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
        'must have one source, the platform repository',
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
    });

    it('finds objects for a cluster without a placement', () => {
      const path = `${ENTRY}/clusters/eu-9/a.yaml`;
      const object =
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: call-router }';
      expect(linesOf(added(path, object))).toEqual([
        `refused ${path}: is for a cluster on which module.yaml does not place it`,
      ]);
    });

    it('lets the platform allow further kinds in its own project', () => {
      const path = `${cluster}/role.yaml`;
      const role = `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: a, namespace: call-router }`;
      expect(linesOf(added(path, role))).toHaveLength(1);
      const files = changed(
        'modules/o8-platform/app-project.yaml',
        'namespaceResourceWhitelist:',
        'namespaceResourceWhitelist:\n    - { group: rbac.authorization.k8s.io, kind: Role }',
      );
      expect(linesOf([...files, { path, content: role }])).toEqual([]);
    });
  });
});
