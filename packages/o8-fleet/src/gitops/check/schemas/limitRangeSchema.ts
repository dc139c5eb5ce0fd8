import type { z } from 'zod';
import { fields, filled, list, quantities } from './fields';

/** A LimitRange, but for its metadata. */
export const limitRangeSchema: z.ZodRawShape = {
  spec: fields(
    {},
    {
      limits: list(
        fields(
          {
            default: quantities,
            defaultRequest: quantities,
            max: quantities,
            maxLimitRequestRatio: quantities,
            min: quantities,
          },
          { type: filled },
        ),
      ),
    },
  ).nullish(),
};
