import { z } from 'zod';
import { enumSchema, intSchema } from '../text';

/** The schema of how new versions arrive. */
export const deliverySchema = z.strictObject({
  strategy: enumSchema(['rolling', 'weights', 'canary'])
    .default('rolling')
    .describe(
      '`rolling`: replica by replica; `weights`: by fixed shares; `canary`: in steps that are judged.',
    ),
  steps: z
    .array(
      z.strictObject({
        weightPercent: intSchema(1, 100).describe(
          'Of requests that the new version gets.',
        ),
        pauseMinutes: intSchema(0, 1_440)
          .default(5)
          .describe('How long it stays so.'),
      }),
    )
    .max(20, 'has more than 20 entries')
    .optional()
    .describe('Of a canary.'),
  weights: z
    .strictObject({
      stable: intSchema(0, 100).describe(
        'The share of the version before, in percent.',
      ),
      canary: intSchema(0, 100).describe(
        'The share of the new version, in percent.',
      ),
    })
    .refine(({ stable, canary }) => stable + canary === 100, {
      error: 'must be 100 together',
    })
    .optional()
    .describe('Of `strategy: weights`.'),
  successRatePercent: intSchema(1, 100)
    .optional()
    .describe('Of requests to a canary, below which it is taken back.'),
  ci: enumSchema(['github', 'gitlab', 'none'])
    .optional()
    .describe('What runs the pipeline; that of the landing zone without it.'),
  promotion: enumSchema(['pull-request', 'none'])
    .optional()
    .describe('How a version gets from one placement to the next.'),
});
