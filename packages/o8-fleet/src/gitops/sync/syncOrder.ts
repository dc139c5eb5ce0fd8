/** What others need comes first; kinds that are not known are custom ones: last. */
const KINDS_IN_ORDER = [
  'Namespace',
  'AppProject',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'Ingress',
];

const PLACES = new Map(KINDS_IN_ORDER.map((kind, index) => [kind, index]));

interface Ordered {
  wave: number;
  key: string;
  id: { kind: string; name: string };
}

/** The order in which objects are applied: by wave, then kind, then name. */
export function bySyncOrder(a: Ordered, b: Ordered): number {
  const place = ({ id }: Ordered) => PLACES.get(id.kind) ?? PLACES.size;
  return (
    a.wave - b.wave ||
    place(a) - place(b) ||
    (a.key < b.key ? -1 : Number(a.key > b.key))
  );
}
