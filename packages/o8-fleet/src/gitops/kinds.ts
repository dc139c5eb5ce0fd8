import type { GroupKind } from '../types';

/** The kinds that GitOps and its stand-ins know by name. */
export const KINDS = {
  application: { group: 'argoproj.io', kind: 'Application' },
  project: { group: 'argoproj.io', kind: 'AppProject' },
  namespace: { group: '', kind: 'Namespace' },
  resourceQuota: { group: '', kind: 'ResourceQuota' },
  service: { group: '', kind: 'Service' },
  configMap: { group: '', kind: 'ConfigMap' },
  volume: { group: '', kind: 'PersistentVolume' },
  volumeClaim: { group: '', kind: 'PersistentVolumeClaim' },
  pod: { group: '', kind: 'Pod' },
  deployment: { group: 'apps', kind: 'Deployment' },
  replicaSet: { group: 'apps', kind: 'ReplicaSet' },
  autoscaler: { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  cronJob: { group: 'batch', kind: 'CronJob' },
  job: { group: 'batch', kind: 'Job' },
  disruptionBudget: { group: 'policy', kind: 'PodDisruptionBudget' },
  rollout: { group: 'argoproj.io', kind: 'Rollout' },
  virtualService: { group: 'networking.istio.io', kind: 'VirtualService' },
  gateway: { group: 'gateway.networking.k8s.io', kind: 'Gateway' },
  httpRoute: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
  stream: { group: 'jetstream.nats.io', kind: 'Stream' },
  secretStore: { group: 'external-secrets.io', kind: 'SecretStore' },
  clusterSecretStore: {
    group: 'external-secrets.io',
    kind: 'ClusterSecretStore',
  },
  postgresCluster: { group: 'postgresql.cnpg.io', kind: 'Cluster' },
  postgresBackup: { group: 'postgresql.cnpg.io', kind: 'Backup' },
  scheduledBackup: { group: 'postgresql.cnpg.io', kind: 'ScheduledBackup' },
  objectStore: { group: 'barmancloud.cnpg.io', kind: 'ObjectStore' },
  roleBinding: { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
} satisfies Record<string, GroupKind>;

/** Such as `apps/Deployment`. */
export function kindKey({ group, kind }: GroupKind): string {
  return `${group}/${kind}`;
}

/** Whether something is of a kind. */
export function isKind(thing: GroupKind, kind: GroupKind): boolean {
  return thing.group === kind.group && thing.kind === kind.kind;
}
