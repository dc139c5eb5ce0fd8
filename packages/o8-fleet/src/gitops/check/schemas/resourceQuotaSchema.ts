import type { z } from 'zod';
import { fields, filled, list, quantities, texts } from './fields';

/** A ResourceQuota, but for its metadata. */
export const resourceQuotaSchema: z.ZodRawShape = {
  spec: fields({
    hard: quantities,
    scopeSelector: fields({
      matchExpressions: list(
        fields({ values: texts }, { operator: filled, scopeName: filled }),
      ),
    }),
    scopes: texts,
  }).nullish(),
};
