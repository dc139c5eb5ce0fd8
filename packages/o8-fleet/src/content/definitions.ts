import type { ResourceDefinition } from '../types';
import type { ClusterProfile } from './clusterProfiles';

/** `Kind plural shortName,…`; a leading `*` marks a cluster-scoped kind. */
type Line = string;

function define(groupVersion: string, lines: readonly Line[]) {
  const [version, group = ''] = groupVersion.split('/').reverse();
  return lines.map((line): ResourceDefinition => {
    const [mark, plural, shortNames] = line.split(' ');
    const kind = mark.replace('*', '');
    return {
      group,
      version,
      kind,
      plural,
      singular: kind.toLocaleLowerCase('en-US'),
      ...(shortNames && { shortNames: shortNames.split(',') }),
      namespaced: !mark.startsWith('*'),
    };
  });
}

const builtIn: readonly ResourceDefinition[] = [
  ...define('admissionregistration.k8s.io/v1', [
    '*ValidatingAdmissionPolicy validatingadmissionpolicies',
    '*ValidatingAdmissionPolicyBinding validatingadmissionpolicybindings',
  ]),
  ...define('v1', [
    '*Namespace namespaces ns',
    '*Node nodes no',
    '*PersistentVolume persistentvolumes pv',
    'ConfigMap configmaps cm',
    'Event events ev',
    'LimitRange limitranges limits',
    'PersistentVolumeClaim persistentvolumeclaims pvc',
    'Pod pods po',
    'ResourceQuota resourcequotas quota',
    'Secret secrets',
    'Service services svc',
    'ServiceAccount serviceaccounts sa',
  ]),
  ...define('apps/v1', [
    'DaemonSet daemonsets ds',
    'Deployment deployments deploy',
    'ReplicaSet replicasets rs',
    'StatefulSet statefulsets sts',
  ]),
  ...define('batch/v1', ['CronJob cronjobs cj', 'Job jobs']),
  ...define('autoscaling/v2', [
    'HorizontalPodAutoscaler horizontalpodautoscalers hpa',
  ]),
  ...define('policy/v1', ['PodDisruptionBudget poddisruptionbudgets pdb']),
  ...define('networking.k8s.io/v1', [
    'Ingress ingresses ing',
    'NetworkPolicy networkpolicies netpol',
  ]),
  ...define('rbac.authorization.k8s.io/v1', [
    '*ClusterRole clusterroles',
    '*ClusterRoleBinding clusterrolebindings',
    'Role roles',
    'RoleBinding rolebindings',
  ]),
];

const argoCd: readonly ResourceDefinition[] = define('argoproj.io/v1alpha1', [
  'Application applications app,apps',
  'ApplicationSet applicationsets appset,appsets',
  'AppProject appprojects appproj,appprojs',
]);

const workload: readonly ResourceDefinition[] = [
  ...define('argoproj.io/v1alpha1', [
    'AnalysisTemplate analysistemplates at',
    'Rollout rollouts ro',
  ]),
  ...define('external-secrets.io/v1', [
    '*ClusterSecretStore clustersecretstores css',
    'ExternalSecret externalsecrets es',
    'SecretStore secretstores ss',
  ]),
  ...define('bitnami.com/v1alpha1', ['SealedSecret sealedsecrets']),
  ...define('networking.istio.io/v1', [
    'DestinationRule destinationrules dr',
    'ServiceEntry serviceentries se',
    'Sidecar sidecars',
    'VirtualService virtualservices vs',
  ]),
  ...define('security.istio.io/v1', [
    'AuthorizationPolicy authorizationpolicies ap',
    'PeerAuthentication peerauthentications pa',
  ]),
  ...define('telemetry.istio.io/v1', ['Telemetry telemetries telemetry']),
  ...define('gateway.networking.k8s.io/v1', [
    'Gateway gateways gtw',
    'HTTPRoute httproutes',
    'ReferenceGrant referencegrants refgrant',
    'TLSRoute tlsroutes',
  ]),
  ...define('jetstream.nats.io/v1beta2', [
    'Consumer consumers',
    'Stream streams',
  ]),
  ...define('kafka.strimzi.io/v1', [
    'KafkaTopic kafkatopics kt',
    'KafkaUser kafkausers ku',
  ]),
  ...define('postgresql.cnpg.io/v1', [
    'Backup backups',
    'Cluster clusters',
    'Database databases',
    'DatabaseRole databaseroles',
    'ScheduledBackup scheduledbackups',
  ]),
  ...define('barmancloud.cnpg.io/v1', ['ObjectStore objectstores']),
  ...define('monitoring.coreos.com/v1', [
    'PodMonitor podmonitors pmon',
    'PrometheusRule prometheusrules promrule',
    'ServiceMonitor servicemonitors smon',
  ]),
  ...define('opentelemetry.io/v1alpha1', [
    'Instrumentation instrumentations otelinst,otelinsts',
  ]),
  ...define('logging.banzaicloud.io/v1beta1', [
    'ClusterFlow clusterflows',
    'ClusterOutput clusteroutputs',
    'Flow flows',
    'Output outputs',
  ]),
  ...define('fluentd.fluent.io/v1alpha1', [
    '*ClusterFilter clusterfilters cfdf',
    '*ClusterOutput clusteroutputs cfdo',
    'Filter filters fdf',
    'FluentdConfig fluentdconfigs fdc',
    'Output outputs fdo',
  ]),
  ...define('velero.io/v1', [
    'Backup backups',
    'BackupStorageLocation backupstoragelocations bsl',
    'PodVolumeBackup podvolumebackups',
    'Restore restores',
    'Schedule schedules',
  ]),
  ...define('velero.io/v2alpha1', ['DataUpload datauploads']),
  ...define('policies.kyverno.io/v1', [
    '*ImageValidatingPolicy imagevalidatingpolicies ivpol',
    '*ValidatingPolicy validatingpolicies vpol',
    'NamespacedImageValidatingPolicy namespacedimagevalidatingpolicies nivpol',
    'NamespacedValidatingPolicy namespacedvalidatingpolicies nvpol',
    'PolicyException policyexceptions polex',
  ]),
];

const reports = {
  'wgpolicyk8s.io': define('wgpolicyk8s.io/v1alpha2', [
    '*ClusterPolicyReport clusterpolicyreports cpolr',
    'PolicyReport policyreports polr',
  ]),
  'openreports.io': define('openreports.io/v1alpha1', [
    '*ClusterReport clusterreports creps',
    'Report reports reps',
  ]),
};

/** The kinds that a cluster serves: what is not installed is not among them. */
export function definitionsOf(cluster: ClusterProfile): ResourceDefinition[] {
  return [
    ...builtIn,
    ...(cluster.deployedBy === cluster.name ? argoCd : []),
    ...(cluster.role === 'workload' ? workload : []),
    ...(cluster.reports ? reports[cluster.reports] : []),
  ];
}
