import { booleanSchema, dnsLabelSchema } from '../text';
import { platformPodsSchema } from './platformPods';

/** The schema of the gateway through which the world comes in. */
export const gatewaySchema = platformPodsSchema.extend({
  name: dnsLabelSchema.describe('The Gateway of the Gateway API.'),
  listener: dnsLabelSchema.optional().describe('Its listener for HTTPS.'),
  rateLimits: booleanSchema
    .default(false)
    .describe('Whether it can limit requests of a client.'),
  authentication: booleanSchema
    .default(false)
    .describe('Whether it can ask who somebody is.'),
});
