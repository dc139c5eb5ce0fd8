import { exampleOf, planOf } from '../__testUtils__/examples';
import { clusterEmitters } from './clusterEmitters';

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
