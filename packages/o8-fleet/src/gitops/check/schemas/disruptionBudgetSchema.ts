import type { z } from 'zod';
import { isRecord } from '../../render/parseManifests';
import { countOrPercent, fields, oneOf } from './fields';
import { labelSelectorSchema } from './labelSelectorSchema';

/** A PodDisruptionBudget, but for its metadata. */
export const disruptionBudgetSchema: z.ZodRawShape = {
  spec: fields({
    maxUnavailable: countOrPercent,
    minAvailable: countOrPercent,
    selector: labelSelectorSchema,
    unhealthyPodEvictionPolicy: oneOf('AlwaysAllow', 'IfHealthyBudget'),
  })
    .superRefine((spec, context) => {
      if (!isRecord(spec)) return;
      const { maxUnavailable, minAvailable } = spec;
      if (maxUnavailable === undefined || minAvailable === undefined) return;
      context.addIssue({
        code: 'custom',
        message: 'minAvailable and maxUnavailable cannot be both set',
      });
    })
    .nullish(),
};
