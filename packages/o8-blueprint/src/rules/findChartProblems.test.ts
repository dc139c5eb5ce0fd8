import { linesOf } from './__testUtils__';

const kindsOf = (kinds: object[]) =>
  linesOf({
    workload: {
      kind: 'service',
      chart: {
        repository: 'https://charts.example.com',
        name: 'thing',
        version: '1.2.3',
        kinds,
      },
    },
  });

describe('findChartProblems', () => {
  it('takes what belongs into a namespace', () => {
    expect(
      kindsOf([
        { group: '', kind: 'Secret' },
        { group: 'apps', kind: 'StatefulSet' },
        { group: 'postgresql.cnpg.io', kind: 'Cluster' },
      ]),
    ).toEqual([]);
  });

  it.each([
    ['', 'Namespace'],
    ['', 'ResourceQuota'],
    ['', 'LimitRange'],
    ['networking.k8s.io', 'NetworkPolicy'],
    ['cilium.io', 'CiliumNetworkPolicy'],
    ['rbac.authorization.k8s.io', 'Role'],
    ['rbac.authorization.k8s.io', 'RoleBinding'],
    ['rbac.authorization.k8s.io', 'ClusterRole'],
    ['security.istio.io', 'PeerAuthentication'],
    ['security.istio.io', 'AuthorizationPolicy'],
    ['networking.istio.io', 'ServiceEntry'],
    ['networking.istio.io', 'VirtualService'],
    ['networking.istio.io', 'DestinationRule'],
    ['extensions.istio.io', 'WasmPlugin'],
    ['gateway.networking.k8s.io', 'HTTPRoute'],
    ['networking.k8s.io', 'Ingress'],
    ['argoproj.io', 'Application'],
    ['argoproj.io', 'AnythingElse'],
    ['apiextensions.k8s.io', 'CustomResourceDefinition'],
    ['velero.io', 'Schedule'],
    ['jetstream.nats.io', 'Stream'],
    ['kafka.strimzi.io', 'KafkaUser'],
    ['kyverno.io', 'PolicyException'],
    ['cert-manager.io', 'ClusterIssuer'],
    ['cilium.io', 'CiliumEgressGatewayPolicy'],
    ['k8s.cni.cncf.io', 'NetworkAttachmentDefinition'],
    ['helm.toolkit.fluxcd.io', 'HelmRelease'],
    ['external-secrets.io', 'SecretStore'],
    ['discovery.k8s.io', 'EndpointSlice'],
  ])('refuses %s %s', (group, kind) => {
    expect(
      kindsOf([
        { group: 'apps', kind: 'Deployment' },
        { group, kind },
      ]),
    ).toEqual([
      `spec.workload.chart.kinds[1]: ${kind} is never a chart's: it would widen the boundary, or is outside of the namespace`,
    ]);
  });

  it('refuses a kind twice', () => {
    const kind = { group: '', kind: 'Secret' };
    expect(kindsOf([kind, kind])).toEqual([
      'spec.workload.chart.kinds[1]: Secret is kinds[0] already',
    ]);
  });
});
