import { isClusterKind } from '../check/clusterKinds';

const CORE = new Set(['Namespace', 'ResourceQuota', 'LimitRange', 'Node']);

/** Groups whose kinds decide who may do what, or what is deployed: none of them. */
const GROUPS = new Set([
  'rbac.authorization.k8s.io',
  'security.istio.io',
  // A VirtualService or DestinationRule holds in all namespaces unless it says otherwise.
  'networking.istio.io',
  'extensions.istio.io',
  // How others reach it from outside is its exposure, on hosts that are its own.
  'gateway.networking.k8s.io',
  'argoproj.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'certificates.k8s.io',
  'kyverno.io',
  'policies.kyverno.io',
  'velero.io',
  // Streams, topics and users of a bus that all modules share.
  'jetstream.nats.io',
  'kafka.strimzi.io',
  // Those of networks: policies, ways out and second interfaces.
  'cilium.io',
  'crd.projectcalico.org',
  'projectcalico.org',
  'policy.networking.k8s.io',
  'k8s.ovn.org',
  'k8s.cni.cncf.io',
  'telemetry.istio.io',
  'security.openshift.io',
  // Other tools that deploy would do so outside of the project.
  'helm.cattle.io',
  'helm.toolkit.fluxcd.io',
  'kustomize.toolkit.fluxcd.io',
]);

/** Kinds that let in or out what the boundary does not, by whatever group serves them. */
const WAYS =
  /^(NetworkPolicy|AdminNetworkPolicy|BaselineAdminNetworkPolicy|CiliumNetworkPolicy|GlobalNetworkPolicy|ReferenceGrant|ServiceEntry|EnvoyFilter|Sidecar|Ingress|SecretStore|Endpoints|EndpointSlice)$/;

/** Whether objects of a kind are the boundary of a module, or could widen it. */
export function isBoundaryKind({
  group,
  kind,
}: {
  group: string;
  kind: string;
}): boolean {
  return (
    (group === '' && CORE.has(kind)) ||
    GROUPS.has(group) ||
    WAYS.test(kind) ||
    isClusterKind({ kind })
  );
}
