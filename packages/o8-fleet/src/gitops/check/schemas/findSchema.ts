import { z } from 'zod';
import type { GroupKind } from '../../../types';
import { applicationSchema } from './applicationSchema';
import { appProjectSchema } from './appProjectSchema';
import { deploymentSchema } from './deploymentSchema';
import { limitRangeSchema } from './limitRangeSchema';
import { metadataSchema } from './metadataSchema';
import { namespaceSchema } from './namespaceSchema';
import { networkPolicySchema } from './networkPolicySchema';
import { resourceQuotaSchema } from './resourceQuotaSchema';
import { scheduleSchema } from './scheduleSchema';
import { serviceAccountSchema } from './serviceAccountSchema';
import { serviceSchema } from './serviceSchema';

const SHAPES: Record<string, z.ZodRawShape> = {
  '/Namespace': namespaceSchema,
  '/ServiceAccount': serviceAccountSchema,
  '/Service': serviceSchema,
  '/ResourceQuota': resourceQuotaSchema,
  '/LimitRange': limitRangeSchema,
  'apps/Deployment': deploymentSchema,
  'networking.k8s.io/NetworkPolicy': networkPolicySchema,
  'argoproj.io/Application': applicationSchema,
  'argoproj.io/AppProject': appProjectSchema,
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
