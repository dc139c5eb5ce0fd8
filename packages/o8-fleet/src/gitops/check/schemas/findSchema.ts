import { z } from 'zod';
import type { GroupKind } from '../../../types';
import { applicationSchema } from './applicationSchema';
import { appProjectSchema } from './appProjectSchema';
import { autoscalerSchema } from './autoscalerSchema';
import { configMapSchema } from './configMapSchema';
import { deploymentSchema } from './deploymentSchema';
import { disruptionBudgetSchema } from './disruptionBudgetSchema';
import {
  authorizationPolicySchema,
  destinationRuleSchema,
  peerAuthenticationSchema,
  serviceEntrySchema,
  virtualServiceSchema,
} from './istioSchemas';
import { cronJobSchema, jobSchema } from './jobSchema';
import { limitRangeSchema } from './limitRangeSchema';
import { metadataSchema } from './metadataSchema';
import { namespaceSchema } from './namespaceSchema';
import { networkPolicySchema } from './networkPolicySchema';
import { resourceQuotaSchema } from './resourceQuotaSchema';
import { roleBindingSchema, roleSchema } from './roleBindingSchema';
import { scheduleSchema } from './scheduleSchema';
import { serviceAccountSchema } from './serviceAccountSchema';
import { podMonitorSchema, serviceMonitorSchema } from './serviceMonitorSchema';
import { serviceSchema } from './serviceSchema';
import { volumeClaimSchema } from './volumeClaimSchema';
import {
  httpRouteSchema,
  referenceGrantSchema,
  tlsRouteSchema,
} from './gatewayRouteSchemas';
import { sidecarSchema } from './sidecarSchema';
import { instrumentationSchema, telemetrySchema } from './tracingSchemas';
import { consumerSchema, streamSchema } from './natsSchemas';
import { kafkaTopicSchema, kafkaUserSchema } from './kafkaSchemas';
import {
  databaseRoleSchema,
  databaseSchema,
  objectStoreSchema,
  postgresClusterSchema,
  scheduledBackupSchema,
} from './postgresSchemas';
import {
  externalSecretSchema,
  sealedSecretSchema,
  secretStoreSchema,
} from './secretSchemas';
import { prometheusRuleSchema } from './prometheusRuleSchema';
import {
  clusterFlowSchema,
  clusterOutputSchema,
  flowSchema,
  fluentdConfigSchema,
  fluentdFilterSchema,
  fluentdOutputSchema,
  outputSchema,
} from './loggingSchemas';
import { analysisTemplateSchema, rolloutSchema } from './rolloutSchemas';
import {
  admissionPolicyBindingSchema,
  admissionPolicySchema,
  imageValidatingPolicySchema,
  policyExceptionSchema,
  validatingPolicySchema,
} from './policySchemas';

const SHAPES: Record<string, z.ZodRawShape> = {
  '/Namespace': namespaceSchema,
  '/ServiceAccount': serviceAccountSchema,
  '/Service': serviceSchema,
  '/ConfigMap': configMapSchema,
  '/PersistentVolumeClaim': volumeClaimSchema,
  '/ResourceQuota': resourceQuotaSchema,
  '/LimitRange': limitRangeSchema,
  'apps/Deployment': deploymentSchema,
  'autoscaling/HorizontalPodAutoscaler': autoscalerSchema,
  'batch/CronJob': cronJobSchema,
  'batch/Job': jobSchema,
  'policy/PodDisruptionBudget': disruptionBudgetSchema,
  'rbac.authorization.k8s.io/Role': roleSchema,
  'rbac.authorization.k8s.io/RoleBinding': roleBindingSchema,
  'networking.k8s.io/NetworkPolicy': networkPolicySchema,
  'argoproj.io/Application': applicationSchema,
  'argoproj.io/AppProject': appProjectSchema,
  'networking.istio.io/DestinationRule': destinationRuleSchema,
  'networking.istio.io/ServiceEntry': serviceEntrySchema,
  'networking.istio.io/VirtualService': virtualServiceSchema,
  'security.istio.io/AuthorizationPolicy': authorizationPolicySchema,
  'security.istio.io/PeerAuthentication': peerAuthenticationSchema,
  'monitoring.coreos.com/PodMonitor': podMonitorSchema,
  'monitoring.coreos.com/ServiceMonitor': serviceMonitorSchema,
  'velero.io/Schedule': scheduleSchema,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy':
    admissionPolicySchema,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding':
    admissionPolicyBindingSchema,
  'argoproj.io/AnalysisTemplate': analysisTemplateSchema,
  'argoproj.io/Rollout': rolloutSchema,
  'gateway.networking.k8s.io/HTTPRoute': httpRouteSchema,
  'gateway.networking.k8s.io/ReferenceGrant': referenceGrantSchema,
  'gateway.networking.k8s.io/TLSRoute': tlsRouteSchema,
  'networking.istio.io/Sidecar': sidecarSchema,
  'telemetry.istio.io/Telemetry': telemetrySchema,
  'jetstream.nats.io/Consumer': consumerSchema,
  'jetstream.nats.io/Stream': streamSchema,
  'kafka.strimzi.io/KafkaTopic': kafkaTopicSchema,
  'kafka.strimzi.io/KafkaUser': kafkaUserSchema,
  'postgresql.cnpg.io/Cluster': postgresClusterSchema,
  'postgresql.cnpg.io/Database': databaseSchema,
  'postgresql.cnpg.io/DatabaseRole': databaseRoleSchema,
  'postgresql.cnpg.io/ScheduledBackup': scheduledBackupSchema,
  'barmancloud.cnpg.io/ObjectStore': objectStoreSchema,
  'external-secrets.io/ClusterSecretStore': secretStoreSchema,
  'external-secrets.io/ExternalSecret': externalSecretSchema,
  'external-secrets.io/SecretStore': secretStoreSchema,
  'bitnami.com/SealedSecret': sealedSecretSchema,
  'monitoring.coreos.com/PrometheusRule': prometheusRuleSchema,
  'opentelemetry.io/Instrumentation': instrumentationSchema,
  'logging.banzaicloud.io/ClusterFlow': clusterFlowSchema,
  'logging.banzaicloud.io/ClusterOutput': clusterOutputSchema,
  'logging.banzaicloud.io/Flow': flowSchema,
  'logging.banzaicloud.io/Output': outputSchema,
  'fluentd.fluent.io/ClusterFilter': fluentdFilterSchema,
  'fluentd.fluent.io/ClusterOutput': fluentdOutputSchema,
  'fluentd.fluent.io/Filter': fluentdFilterSchema,
  'fluentd.fluent.io/FluentdConfig': fluentdConfigSchema,
  'fluentd.fluent.io/Output': fluentdOutputSchema,
  'policies.kyverno.io/ImageValidatingPolicy': imageValidatingPolicySchema,
  'policies.kyverno.io/NamespacedImageValidatingPolicy':
    imageValidatingPolicySchema,
  'policies.kyverno.io/NamespacedValidatingPolicy': validatingPolicySchema,
  'policies.kyverno.io/PolicyException': policyExceptionSchema,
  'policies.kyverno.io/ValidatingPolicy': validatingPolicySchema,
};

const SCHEMAS = new Map(
  Object.entries(SHAPES).map(([key, shape]) => [
    key,
    z.strictObject({
      apiVersion: z.string(),
      kind: z.string(),
      metadata: metadataSchema,
      ...shape,
    }),
  ]),
);

/** The fields of a kind that the blueprint writes; of others nothing is known. */
export function findSchema({ group, kind }: GroupKind): z.ZodType | undefined {
  return SCHEMAS.get(`${group}/${kind}`);
}
