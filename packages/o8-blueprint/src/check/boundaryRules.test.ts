import { exampleOf } from '../__testUtils__/examples';
import type { ReadManifest } from './manifest';
import { findObjectProblems } from './findBoundaryProblems';
import { toPlatformFacts } from './platformFacts';

const { spec, zone } = exampleOf('pinned');
spec.spec.dependsOn = [
  { module: 'ledger' },
  { host: 'api.partner.example', port: 443 },
];
zone.spec.mesh.mode = 'sidecar';
zone.spec.egress = {
  mode: 'gateway',
  gateway: {
    namespace: 'istio-egress',
    podLabels: { istio: 'egressgateway' },
    service: 'out',
    port: 443,
    gateway: 'egress',
  },
};

function problemsOf(
  apiVersion: string,
  kind: string,
  { namespace = 'call-router', name = 'any', ...rest }: Record<string, unknown>,
  zones = [zone],
): string[] {
  const object = {
    apiVersion,
    kind,
    metadata: { name, namespace },
    ...rest,
  } as ReadManifest;
  return findObjectProblems(object, spec, toPlatformFacts(zones, []));
}

describe('a RoleBinding of a boundary', () => {
  const binding = (
    roleRef: object,
    subjects: object[] = [{ kind: 'Group', name: 'team' }],
    zones = [zone],
  ) =>
    problemsOf(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      { roleRef, subjects },
      zones,
    );
  const view = { kind: 'ClusterRole', name: 'view' };

  it('may bind the role of the landing zone to people', () => {
    const people = [
      { kind: 'Group', name: 'auditors' },
      { kind: 'User', name: 'jane@example.com' },
    ];
    expect(binding(view, people)).toEqual([]);
    expect(binding({ ...view, name: 'viewers' }, people, [])).toEqual([]);
  });

  it.each([
    [
      { ...view, name: 'edit' },
      'binds the ClusterRole "edit": it must be the ClusterRole "view"',
    ],
    [
      { kind: 'Role', name: 'view' },
      'binds the Role "view": it must be the ClusterRole "view"',
    ],
    [undefined, 'has no roleRef and subjects of a RoleBinding'],
  ])('may not bind %j', (roleRef, message) => {
    expect(binding(roleRef as object)).toEqual([message]);
  });

  it('may not bind what changes things where the landing zone is not known', () => {
    for (const name of ['admin', 'edit', 'cluster-admin', 'system:node']) {
      expect(binding({ ...view, name }, [], [])).toEqual([
        `binds the ClusterRole "${name}": owners may look only`,
      ]);
    }
  });

  it.each([
    [{ kind: 'Group', name: 'system:authenticated' }, 'which is not one team'],
    [{ kind: 'Group', name: '*' }, 'which is not one team'],
    [{ kind: 'ServiceAccount', name: 'x', namespace: 'y' }, 'must be people'],
  ])('may not let %j in', (subject, message) => {
    expect(binding(view, [subject])).toEqual([
      expect.stringContaining(message),
    ]);
  });
});

describe.each(['ServiceEntry', 'VirtualService'])(
  'a %s of a boundary',
  kind => {
    const entry = (fields: object, zones = [zone]) =>
      problemsOf(
        'networking.istio.io/v1',
        kind,
        { spec: { hosts: ['api.partner.example'], ...fields } },
        zones,
      );

    it('may be seen by the module and the egress gateway', () => {
      expect(entry({ exportTo: ['.'] })).toEqual([]);
      expect(entry({ exportTo: ['.', 'istio-egress'] })).toEqual([]);
      expect(entry({ exportTo: ['.', 'some-gateway'] }, [])).toEqual([]);
    });

    it.each([
      [{}, 'has no exportTo'],
      [
        { exportTo: ['*'] },
        'is exported to "*": it must be "." or "istio-egress"',
      ],
      [{ exportTo: ['.', 'ledger'] }, 'is exported to "ledger"'],
      [{ exportTo: '.' }, 'has a spec with other hosts'],
      [
        { exportTo: ['.'], hosts: ['ledger.ledger.svc.cluster.local'] },
        'has the host "ledger.ledger.svc.cluster.local", which is not in spec.dependsOn',
      ],
      [{ exportTo: ['.'], hosts: ['*.example'] }, 'has the host "*.example"'],
    ])('may not be %j', (fields, message) => {
      expect(entry(fields)).toEqual([expect.stringContaining(message)]);
    });

    it('is seen by nobody else where the landing zone is not known', () => {
      expect(entry({ exportTo: ['*'] }, [])).toEqual([
        'is exported to "*": it must be "."',
      ]);
    });
  },
);

describe('a NetworkPolicy in another namespace', () => {
  const mine = {
    namespaceSelector: {
      matchLabels: { 'kubernetes.io/metadata.name': 'call-router' },
    },
  };
  const rule = { from: [mine], ports: [{ port: 8080 }] };
  const half = (fields: object, head: object = {}) =>
    problemsOf('networking.k8s.io/v1', 'NetworkPolicy', {
      namespace: 'ledger',
      name: 'from-call-router',
      spec: {
        podSelector: {},
        policyTypes: ['Ingress'],
        ingress: [rule],
        ...fields,
      },
      ...head,
    });

  it('may let the module into one that it depends on', () => {
    expect(half({})).toEqual([]);
  });

  it('may not be in one that it does not depend on', () => {
    expect(half({}, { namespace: 'payroll' })).toEqual([
      'is the NetworkPolicy "from-call-router" in the namespace "payroll": it must be "call-router"',
    ]);
  });

  it('may not have the name of another one', () => {
    expect(half({}, { name: 'default-deny-all' })).toEqual([
      'is the NetworkPolicy "default-deny-all" in the namespace "ledger": it must be "from-call-router"',
    ]);
  });

  const other = {
    namespaceSelector: {
      matchLabels: { 'kubernetes.io/metadata.name': 'stranger' },
    },
  };
  it.each([
    { policyTypes: ['Ingress', 'Egress'] },
    { egress: [{}] },
    { ingress: [{ ...rule, from: [mine, other] }] },
    { ingress: [{ ...rule, from: [{ podSelector: {} }] }] },
    { ingress: [{ ...rule, from: [{ namespaceSelector: {} }] }] },
    { ingress: [{ ...rule, from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    { ingress: [{ ...rule, from: [] }] },
    { ingress: [{ from: [mine] }] },
    { ingress: [{}] },
  ])('may not let more in: %j', fields => {
    expect(half(fields)).toEqual([
      'lets more into the namespace "ledger" than pods of "call-router", at ports that it names',
    ]);
  });
});

describe('the Namespace of a boundary', () => {
  const ENFORCE = 'pod-security.kubernetes.io/enforce';
  const EXCEPTION = 'orchestr8.io/pod-security-exception-';
  const exception = {
    level: 'baseline' as const,
    owner: 'group:default/platform',
    reason: 'Runs as root',
    expires: '2027-06-30',
  };
  const chart = {
    repository: 'https://charts.example',
    name: 'any',
    version: '1.0.0',
    values: {},
    kinds: [],
    podSecurity: exception,
  };
  const excepted = {
    ...spec,
    spec: { ...spec.spec, workload: { ...spec.spec.workload, chart } },
  };
  const namespaceOf = (
    of: typeof spec,
    labels: Record<string, string>,
    annotations: Record<string, string> = {},
  ) =>
    findObjectProblems(
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'call-router',
          labels: { 'orchestr8.io/module': 'call-router', ...labels },
          annotations: {
            'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
            ...annotations,
          },
        },
      },
      of,
      toPlatformFacts([zone], []),
    );
  const said: Record<string, string> = {
    [`${EXCEPTION}owner`]: exception.owner,
    [`${EXCEPTION}reason`]: exception.reason,
    [`${EXCEPTION}expires`]: exception.expires,
  };

  it('enforces less only with an exception of module.yaml', () => {
    expect(namespaceOf(spec, { [ENFORCE]: 'restricted' })).toEqual([]);
    expect(namespaceOf(spec, { [ENFORCE]: 'baseline' }, said)).toEqual([
      `must have the label ${ENFORCE}: restricted`,
      ...Object.keys(said).map(
        key => `has the annotation ${key}, but module.yaml has no exception`,
      ),
    ]);
    expect(namespaceOf(excepted, { [ENFORCE]: 'baseline' }, said)).toEqual([]);
    expect(namespaceOf(excepted, { [ENFORCE]: 'privileged' }, said)).toEqual([
      `must have the label ${ENFORCE}: baseline`,
    ]);
  });

  it.each(Object.keys(said))('has to say %s of an exception', key => {
    const later = { ...said, [key]: '2099-01-01' };
    expect(namespaceOf(excepted, { [ENFORCE]: 'baseline' }, later)).toEqual([
      `must have the annotation ${key}: ${said[key]}`,
    ]);
  });

  it('joins the mesh in one way', () => {
    const labels = {
      [ENFORCE]: 'restricted',
      'istio-injection': 'enabled',
      'istio.io/rev': 'stable',
    };
    expect(namespaceOf(spec, labels)).toEqual([
      'joins the mesh in several ways: only one of istio-injection, istio.io/rev',
    ]);
  });
});
