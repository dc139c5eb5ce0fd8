import { z } from 'zod';
import { booleanSchema } from '../text';

/** The schema of Argo Rollouts, which every cluster has then. */
export const rolloutsSchema = z.strictObject({
  gatewayApi: booleanSchema
    .default(false)
    .describe(
      'Whether it has the plugin `argoproj-labs/gatewayAPI`, which shifts requests at the gateway.',
    ),
});
