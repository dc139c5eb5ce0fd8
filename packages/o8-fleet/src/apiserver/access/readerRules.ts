import type { PolicyRule } from './PolicyRule';

/**
 * What the reader may: the role that the sources of the backend need. Not written by hand:
 * `O8_UPDATE_ROLE=1 yarn backstage-cli repo test --watchAll=false fleetRole` does it.
 */
export const READER_RULES: PolicyRule[] = [
  {
    apiGroups: [''],
    resources: ['limitranges', 'namespaces', 'resourcequotas'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['apps'],
    resources: ['daemonsets', 'deployments', 'statefulsets'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['argoproj.io'],
    resources: ['applications', 'applicationsets', 'appprojects', 'rollouts'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['autoscaling'],
    resources: ['horizontalpodautoscalers'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['barmancloud.cnpg.io'],
    resources: ['objectstores'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['batch'],
    resources: ['cronjobs', 'jobs'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['bitnami.com'],
    resources: ['sealedsecrets'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['external-secrets.io'],
    resources: ['clustersecretstores', 'externalsecrets', 'secretstores'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['fluentbit.fluent.io'],
    resources: ['filters', 'fluentbitconfigs', 'outputs'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['fluentd.fluent.io'],
    resources: ['filters', 'fluentdconfigs', 'outputs'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['gateway.networking.k8s.io'],
    resources: ['gateways', 'httproutes', 'referencegrants'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['jetstream.nats.io'],
    resources: ['consumers', 'streams'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['kafka.strimzi.io'],
    resources: ['kafkatopics', 'kafkausers'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['kyverno.io'],
    resources: ['clusterpolicies', 'policyexceptions'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['logging.banzaicloud.io'],
    resources: ['flows', 'outputs'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['monitoring.coreos.com'],
    resources: ['podmonitors', 'prometheusrules', 'servicemonitors'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['networking.istio.io'],
    resources: ['destinationrules', 'virtualservices'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['networking.k8s.io'],
    resources: ['networkpolicies'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['openreports.io'],
    resources: ['clusterreports', 'reports'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['opentelemetry.io'],
    resources: ['instrumentations'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['policies.kyverno.io'],
    resources: [
      'imagevalidatingpolicies',
      'policyexceptions',
      'validatingpolicies',
    ],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['policy'],
    resources: ['poddisruptionbudgets'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['postgresql.cnpg.io'],
    resources: [
      'backups',
      'clusters',
      'databaseroles',
      'databases',
      'scheduledbackups',
    ],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['rolebindings', 'roles'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['security.istio.io'],
    resources: ['authorizationpolicies', 'peerauthentications'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['telemetry.istio.io'],
    resources: ['telemetries'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['velero.io'],
    resources: [
      'backups',
      'backupstoragelocations',
      'datauploads',
      'podvolumebackups',
      'restores',
      'schedules',
    ],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['wgpolicyk8s.io'],
    resources: ['clusterpolicyreports', 'policyreports'],
    verbs: ['list', 'watch'],
  },
];
