import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';

/** The version of the Pod Security Standards that namespaces are pinned to. */
const POD_SECURITY_VERSION = 'v1.36';

/** The labels of a module's Namespace that bind it to a level of Pod Security. */
export function podSecurityLabels(level: string): Record<string, string> {
  const prefix = 'pod-security.kubernetes.io';
  return {
    [`${prefix}/enforce`]: level,
    [`${prefix}/enforce-version`]: POD_SECURITY_VERSION,
    [`${prefix}/audit`]: 'restricted',
    [`${prefix}/audit-version`]: 'latest',
    [`${prefix}/warn`]: 'restricted',
    [`${prefix}/warn-version`]: 'latest',
  };
}

/** The module's Namespace. */
export function createNamespace(placement: Placement): KubeObject {
  const { name, ageMs } = placement;
  const level = placement.has('baselineSecurity') ? 'baseline' : 'restricted';
  return placement.object(
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      name,
      ageMs,
      labels: {
        'kubernetes.io/metadata.name': name,
        ...podSecurityLabels(level),
        'istio.io/rev': 'stable',
        ...placement.labels,
        'backstage.io/kubernetes-id': name,
      },
      annotations: {
        'argocd.argoproj.io/sync-wave': '-10',
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=confirm',
      },
    },
    { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
  );
}

/** The policy that closes a namespace both ways. */
export function createDefaultDeny(placement: Placement): KubeObject {
  return createPolicy(placement, 'default-deny-all', {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
}

/** Everything of the platform that stands in the module's namespace. */
export function* createBoundary(placement: Placement): Generator<KubeObject> {
  const { name: namespace, ageMs } = placement;
  const rbac = { apiGroup: 'rbac.authorization.k8s.io' };
  yield createNamespace(placement);
  yield placement.object(
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      name: 'module',
      namespace,
      ageMs,
    },
    quota(placement),
  );
  yield placement.object(
    { apiVersion: 'v1', kind: 'LimitRange', name: 'module', namespace, ageMs },
    {
      spec: {
        limits: [
          {
            type: 'Container',
            default: { memory: '256Mi' },
            defaultRequest: { cpu: '50m', memory: '64Mi' },
          },
        ],
      },
    },
  );
  yield placement.object(
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      name: 'module-operator',
      namespace,
      ageMs,
    },
    {
      rules: [
        { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
        {
          apiGroups: ['apps'],
          resources: ['deployments/scale'],
          verbs: ['get', 'patch'],
        },
      ],
    },
  );
  for (const [name, kind, role] of [
    ['module-owners-view', 'ClusterRole', 'view'],
    ['module-owners-operate', 'Role', 'module-operator'],
  ]) {
    yield placement.object(
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        name,
        namespace,
        ageMs,
      },
      {
        roleRef: { ...rbac, kind, name: role },
        subjects: [{ ...rbac, kind: 'Group', name: `${namespace}-owners` }],
      },
    );
  }
  yield* createNetworkPolicies(placement);
}

function quota(placement: Placement) {
  const pods = placement.module.replicas;
  const hard = {
    pods: '60',
    'requests.cpu': '8',
    'requests.memory': '16Gi',
    'limits.memory': '32Gi',
    'services.loadbalancers': '0',
    'services.nodeports': '0',
  };
  const used = {
    pods: `${pods}`,
    'requests.cpu': `${pods * 200}m`,
    'requests.memory': `${pods * 256}Mi`,
    'limits.memory': `${pods * 512}Mi`,
    'services.loadbalancers': '0',
    'services.nodeports': '0',
  };
  return { spec: { hard }, status: { hard, used } };
}

function createPolicy(placement: Placement, name: string, spec: object) {
  const { name: namespace, ageMs } = placement;
  return placement.object(
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      name,
      namespace,
      ageMs,
      generation: 1,
    },
    { spec },
  );
}

const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

function* createNetworkPolicies(placement: Placement): Generator<KubeObject> {
  if (!placement.has('openNetwork')) yield createDefaultDeny(placement);
  yield createPolicy(placement, 'allow-dns-egress', {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: [
          {
            ...inNamespace('kube-system'),
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ],
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
    ],
  });
  yield createPolicy(placement, 'allow-istio', {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: [
          {
            ...inNamespace('istio-system'),
            podSelector: { matchLabels: { app: 'istiod' } },
          },
        ],
        ports: [{ port: 15012, protocol: 'TCP' }],
      },
    ],
  });
  yield createPolicy(placement, 'allow-metrics-scrape', {
    podSelector: {},
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          {
            ...inNamespace('monitoring'),
            podSelector: {
              matchLabels: { 'app.kubernetes.io/name': 'prometheus' },
            },
          },
        ],
        ports: [
          { port: 9090, protocol: 'TCP' },
          { port: 15020, protocol: 'TCP' },
        ],
      },
    ],
  });
}
