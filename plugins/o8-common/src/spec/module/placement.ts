import { z } from 'zod';
import { dnsLabelSchema, hostSchema, intSchema } from '../text';
import {
  autoscalingSchema,
  envSchema,
  replicasSchema,
  resourcesSchema,
} from './resources';

/** The schema of one place in which a module runs. */
export const placementSchema = z.strictObject({
  environment: dnsLabelSchema.describe('That of the cluster.'),
  cluster: dnsLabelSchema.describe('A cluster of the landing zone, once only.'),
  replicas: replicasSchema.optional().describe("Other than the workload's."),
  autoscaling: autoscalingSchema
    .optional()
    .describe("Other than the workload's."),
  resources: resourcesSchema.optional().describe("Other than the workload's."),
  env: envSchema
    .optional()
    .describe("Further variables, or other values of the workload's."),
  host: hostSchema
    .optional()
    .describe('Another public host than that of the module.'),
  promotionOrder: intSchema(1, 20)
    .optional()
    .describe('New versions reach placements in this order.'),
});
