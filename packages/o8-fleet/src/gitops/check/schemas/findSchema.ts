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
