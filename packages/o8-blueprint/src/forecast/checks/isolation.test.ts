import type { Manifest, ModulePlan } from '../../types';
import {
  addObjects,
  changeObjects,
  createPlan,
  look,
  removeKind,
  setField,
} from '../__testUtils__';

const whole = createPlan();

type Change = (plan: ModulePlan) => ModulePlan;

const removePolicy =
  (name: string): Change =>
  plan =>
    changeObjects(plan, object =>
      object.metadata.name === name ? undefined : object,
    );

const policy = (spec: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'more', namespace: 'billing' },
  spec,
});
const add =
  (...objects: Manifest[]): Change =>
  plan =>
    addObjects(plan, ...objects);

const OPEN = policy({
  podSelector: {},
  policyTypes: ['Egress'],
  egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
});
const role = (rules: object[]): Manifest => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'more', namespace: 'billing' },
  rules,
});
const secret: Manifest = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'more', namespace: 'billing' },
};
const WHITELIST = 'spec.namespaceResourceWhitelist';
const ENFORCE = 'pod-security.kubernetes.io/enforce';
const relabel =
  (labels: Record<string, string | undefined>): Change =>
  plan =>
    changeObjects(plan, object =>
      object.kind === 'Namespace'
        ? ({
            ...object,
            metadata: {
              ...object.metadata,
              labels: { ...object.metadata.labels, ...labels },
            },
          } as Manifest)
        : object,
    );

describe('a check that the plan satisfies', () => {
  it.each<[string, string, Change, string]>([
    [
      'NET-1',
      'without the default deny',
      removePolicy('default-deny-all'),
      'No NetworkPolicy denies ingress and egress of all pods.',
    ],
    [
      'NET-1',
      'with one direction denied',
      setField('NetworkPolicy', 'spec.policyTypes', ['Egress']),
      'No NetworkPolicy denies ingress of all pods.',
    ],
    [
      'NET-1',
      'with a policy that undoes it',
      add(OPEN),
      'A policy undoes the default deny.',
    ],
    [
      'NET-2',
      'without policies',
      removeKind('NetworkPolicy'),
      'There are pods that no policy selects.',
    ],
    [
      'NET-3',
      'with everywhere as a peer',
      add(OPEN),
      'A policy allows traffic from or to everywhere.',
    ],
    [
      'NET-3',
      'without policies',
      removeKind('NetworkPolicy'),
      'No NetworkPolicy is planned: everything is allowed.',
    ],
    [
      'NET-5',
      'with a load balancer',
      setField('Service', 'spec.type', 'LoadBalancer'),
      'A Service opens a port of nodes or load balancers.',
    ],
    [
      'NET-5',
      'without a quota',
      removeKind('ResourceQuota'),
      'No ResourceQuota forbids load balancers and node ports.',
    ],
    [
      'PSS-1',
      'without a Namespace',
      removeKind('Namespace'),
      'No Namespace is planned.',
    ],
    [
      'PSS-1',
      'without the label',
      relabel({ [ENFORCE]: undefined }),
      'The Namespace enforces no Pod Security Standard.',
    ],
    [
      'PSS-1',
      'with a weaker level',
      relabel({ [ENFORCE]: 'baseline' }),
      'Pods may be baseline, and nobody answers for it.',
    ],
    [
      'PSS-3',
      'without a quota',
      removeKind('ResourceQuota'),
      'No ResourceQuota limits CPU and memory.',
    ],
    [
      'PSS-3',
      'without a LimitRange',
      removeKind('LimitRange'),
      'No LimitRange limits containers that ask for nothing.',
    ],
    [
      'PSS-3',
      'with a container without limits',
      setField('Deployment', 'spec.template.spec.containers.0.resources', {}),
      'A container has no requests or no limit of memory.',
    ],
    [
      'RBAC-1',
      'with a wildcard',
      add(role([{ apiGroups: [''], resources: ['*'], verbs: ['get'] }])),
      'A role has wildcards, or is that of an administrator.',
    ],
    [
      'RBAC-1',
      'with the role of an administrator',
      setField('RoleBinding', 'roleRef.name', 'cluster-admin'),
      'A role has wildcards, or is that of an administrator.',
    ],
    [
      'RBAC-1',
      'with a project that allows roles',
      setField('AppProject', WHITELIST, [
        { group: 'rbac.authorization.k8s.io', kind: 'Role' },
      ]),
      'No project keeps the module from giving itself rights.',
    ],
    [
      'RBAC-3',
      'with a token',
      setField(
        'Deployment',
        'spec.template.spec.automountServiceAccountToken',
        true,
      ),
      'Pods have no ServiceAccount of their own, or its token.',
    ],
    [
      'RBAC-3',
      'without its account',
      removeKind('ServiceAccount'),
      'Pods have no ServiceAccount of their own, or its token.',
    ],
    [
      'RBAC-4',
      'with a person by name',
      setField('RoleBinding', 'subjects', [{ kind: 'User', name: 'ada' }]),
      'A role is bound to somebody by name.',
    ],
    [
      'SEC-1',
      'with a Secret in git',
      add(secret),
      'A Secret is planned as it is, for all to read in git.',
    ],
    [
      'SEC-1',
      'without a project',
      removeKind('AppProject'),
      'No project keeps Secrets out of git.',
    ],
    [
      'CHG-1',
      'without a project',
      removeKind('AppProject'),
      'It has no project of its own.',
    ],
    [
      'CHG-1',
      'with a wildcard',
      setField('AppProject', 'spec.sourceRepos', ['https://github.com/*']),
      'Its project has wildcards.',
    ],
    [
      'CHG-1',
      'with every kind allowed',
      setField('AppProject', WHITELIST, [{ group: '*', kind: 'Pod' }]),
      'Its project has wildcards.',
    ],
    ...['RBAC-1', 'CHG-1'].map((check): [string, string, Change, string] => [
      check,
      'with a project without a list of kinds, which allows all',
      setField('AppProject', WHITELIST, undefined),
      check === 'CHG-1'
        ? 'Its project has wildcards.'
        : 'No project keeps the module from giving itself rights.',
    ]),
    [
      'SEC-1',
      'with the project of another',
      setField('AppProject', 'metadata.name', 'other'),
      'No project keeps Secrets out of git.',
    ],
    [
      'RBAC-1',
      'with the project of another',
      setField('AppProject', 'metadata.name', 'other'),
      'No project keeps the module from giving itself rights.',
    ],
    [
      'PSS-3',
      'with limits for another namespace',
      setField('LimitRange', 'metadata.namespace', 'other'),
      'No LimitRange limits containers that ask for nothing.',
    ],
    [
      'PSS-3',
      'with a LimitRange that gives no memory to ask for',
      setField('LimitRange', 'spec.limits', [
        {
          type: 'Container',
          default: { memory: '1Gi' },
          defaultRequest: { cpu: '1' },
        },
      ]),
      'No LimitRange limits containers that ask for nothing.',
    ],
    [
      'NET-3',
      'with policies of other namespaces only',
      setField('NetworkPolicy', 'metadata.namespace', 'other'),
      'No NetworkPolicy is planned: everything is allowed.',
    ],
    [
      'CHG-1',
      'without Applications',
      removeKind('Application'),
      'No Application applies its boundary and workload.',
    ],
    [
      'CHG-1',
      'without self-healing',
      setField('Application', 'spec.syncPolicy.automated.selfHeal', false),
      'An Application does not heal itself, or does not prune.',
    ],
    [
      'CHG-1',
      'in another project',
      setField('Application', 'spec.project', 'default'),
      'An Application is in another project, or of another repository.',
    ],
    [
      'CHG-1',
      'of another repository',
      setField(
        'Application',
        'spec.source.repoURL',
        'https://evil.example/x.git',
      ),
      'An Application is in another project, or of another repository.',
    ],
    [
      'CHG-4',
      'without Applications',
      removeKind('Application'),
      'Environments share a cluster, or one has no Application.',
    ],
  ])('%s fails %s', (check, _, change, reason) => {
    expect(look(check, whole).verdict).not.toBe('fails');
    const after = look(check, change(whole));
    expect([after.verdict, after.reasons]).toEqual(['fails', [reason]]);
  });

  it('names the cluster that it is not so on', () => {
    const plan = changeObjects(whole, (object, path) =>
      object.kind === 'Namespace' && path.includes('us-1') ? undefined : object,
    );
    expect(look('PSS-1', plan).reasons).toEqual([
      'us-1: No Namespace is planned.',
    ]);
  });
});

it.each([
  ['SEC-1', 'at-runtime', undefined],
  ['NET-5', 'not-checked', undefined],
  ['SEC-1', 'at-runtime', [{ group: '*', kind: '*' }]],
  ['NET-5', 'not-checked', [{ group: '*', kind: '*' }]],
  [
    'NET-5',
    'not-checked',
    [{ group: 'networking.istio.io', kind: 'VirtualService' }],
  ],
])('%s is %s with a project that allows %j', (check, verdict, kinds) => {
  const plan = setField('AppProject', WHITELIST, kinds)(whole);
  expect(look(check, plan).verdict).toBe(verdict);
});

describe('what a landing zone or module decides', () => {
  it.each([
    [
      'PSS-1',
      createPlan({ zone: { podSecurityVersion: 'latest' } }),
      'spec.podSecurityVersion',
    ],
    [
      'NET-4',
      createPlan({ zone: { mesh: { mode: 'none' } } }),
      'spec.mesh.mode',
    ],
    [
      'TLS-1',
      createPlan({ zone: { mesh: { mode: 'none' } } }),
      'spec.mesh.mode',
    ],
    ['CHG-3', createPlan({ zone: { review: 'none' } }), 'spec.review'],
  ])('%s fails, and says what would change it', (check, plan, field) => {
    expect(look(check, plan)).toMatchObject({
      verdict: 'fails',
      changes: [{ document: 'landingZone', field }],
    });
  });

  it('is not known where nobody is bound', () => {
    const plan = createPlan({ owner: 'user:default/ada' });
    for (const check of ['RBAC-2', 'RBAC-4']) {
      expect(look(check, plan)).toMatchObject({
        verdict: 'not-checked',
        reasons: ['No role is bound to the owner.'],
      });
    }
  });

  it('is seen at run time for a role whose rules are not known', () => {
    const plan = createPlan({
      zone: { owners: { prefix: 'x:', clusterRole: 'team-view' } },
    });
    expect(look('RBAC-2', plan).verdict).toBe('at-runtime');
    expect(look('RBAC-1', plan)).toMatchObject({
      verdict: 'at-runtime',
      changes: [{ document: 'landingZone', field: 'spec.owners.clusterRole' }],
    });
  });
});
