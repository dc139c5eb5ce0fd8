import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { exampleOf, planOf } from '../__testUtils__/examples';
import { clusterEmitters } from './clusterEmitters';
import { namespace } from './namespace';

const { spec, zone } = exampleOf('pinned');
const plan = planOf({ spec, zone });
const placement = plan.placements[0];

function objectsOf(file: string) {
  const context = { ...plan, placement };
  const emitter = clusterEmitters.find(each => each.file(context) === file);
  return emitter?.emit(context) ?? [];
}

describe('the boundary of a module', () => {
  it('enforces the Pod Security Standard at the version of the landing zone', () => {
    const [{ metadata }] = objectsOf('namespace.yaml');
    expect(metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.36',
      'pod-security.kubernetes.io/warn-version': 'latest',
    });
    expect(metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-wave': '-10',
    });
  });

  it.each<[Partial<LandingZone['spec']['mesh']>, object]>([
    [{ mode: 'none' }, {}],
    [{ mode: 'sidecar' }, { 'istio-injection': 'enabled' }],
    [{ mode: 'sidecar', revision: 'stable' }, { 'istio.io/rev': 'stable' }],
    [
      { mode: 'ambient', revision: 'stable' },
      { 'istio.io/dataplane-mode': 'ambient' },
    ],
  ])('joins the mesh in one way: %j', (mesh, labels) => {
    const context = structuredClone({ ...plan, placement });
    Object.assign(context.zone.spec.mesh, mesh);
    const [{ metadata }] = namespace.emit(context);
    const ofMesh = Object.entries(metadata.labels ?? {}).filter(([key]) =>
      key.includes('istio'),
    );
    expect(Object.fromEntries(ofMesh)).toEqual(labels);
  });

  it('says how sensitive its data is, if the spec does', () => {
    const context = structuredClone({ ...plan, placement });
    const label = 'orchestr8.io/data-classification';
    context.spec.spec.compliance = undefined;
    expect(namespace.emit(context)[0].metadata.labels).not.toHaveProperty([
      label,
    ]);
    context.spec.spec.compliance = {
      frameworks: [],
      dataClassification: 'phi',
    };
    expect(namespace.emit(context)[0].metadata.labels).toMatchObject({
      [label]: 'phi',
    });
  });

  it('enforces less for a chart with an exception, and still tells of it', () => {
    const context = structuredClone({ ...plan, placement });
    context.spec.spec.workload.chart = {
      repository: 'https://charts.example',
      name: 'any',
      version: '1.0.0',
      values: {},
      kinds: [],
      podSecurity: {
        level: 'baseline',
        owner: 'group:default/platform',
        reason: 'Its init container runs as root',
        expires: '2027-06-30',
      },
    };
    const [{ metadata }] = namespace.emit(context);
    expect(metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
    expect(metadata.annotations).toMatchObject({
      'orchestr8.io/pod-security-exception-owner': 'group:default/platform',
      'orchestr8.io/pod-security-exception-reason':
        'Its init container runs as root',
      'orchestr8.io/pod-security-exception-expires': '2027-06-30',
    });
  });

  it('has the quota of the landing zone, and opens no node', () => {
    const [quota] = objectsOf('resource-quota.yaml');
    expect(quota.spec).toEqual({
      hard: {
        'requests.cpu': '16',
        'requests.memory': '32Gi',
        'limits.memory': '64Gi',
        pods: '100',
        'services.loadbalancers': '0',
        'services.nodeports': '0',
      },
    });
  });

  it('gives containers that ask for nothing what the quota needs', () => {
    const [limits] = objectsOf('limit-range.yaml');
    expect(limits.spec).toMatchObject({
      limits: [
        { default: { memory: '256Mi' }, defaultRequest: { cpu: '50m' } },
      ],
    });
  });

  it('denies everything but DNS', () => {
    const [deny, dns, ...more] = objectsOf('network-policies.yaml');
    expect(more).toEqual([]);
    expect(deny.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    expect(dns.spec).toMatchObject({
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: expect.anything(),
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
        },
      ],
    });
  });

  it('is backed up as the spec says, where the landing zone says', () => {
    const [schedule] = objectsOf('velero-schedule.yaml');
    expect(schedule).toMatchObject({
      metadata: { name: 'call-router', namespace: 'backups' },
      spec: {
        schedule: '17 */6 * * *',
        useOwnerReferencesInBackup: false,
        template: {
          includedNamespaces: ['call-router'],
          storageLocation: 'eu-bucket',
          snapshotMoveData: false,
          ttl: '1080h0m0s',
        },
      },
    });
  });
});
