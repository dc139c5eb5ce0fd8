import { z } from 'zod';
import { dataSchema } from './module/data';
import { deliverySchema } from './module/delivery';
import { eventsSchema } from './module/events';
import { metadataSchema } from './module/metadata';
import { complianceSchema, recoverySchema } from './module/objectives';
import { observabilitySchema } from './module/observability';
import { placementSchema } from './module/placement';
import { secretSchema } from './module/secrets';
import {
  callersSchema,
  dependencySchema,
  exposureSchema,
} from './module/traffic';
import { workloadSchema } from './module/workload';
import { dnsLabelSchema, O8_API_VERSION } from './text';

export { DATA_CLASSIFICATIONS, FRAMEWORKS, TIERS } from './module/objectives';
export { EXPOSURES } from './module/traffic';
export { WORKLOAD_KINDS, RUNTIMES } from './module/workload';

/**
 * The schema of a module's spec, `o8.yaml` and `module.yaml`. What fields say together,
 * and what has to do with the landing zone or other modules, is judged by the blueprint.
 *
 * @public
 */
export const moduleSpecSchema = z.strictObject({
  apiVersion: z
    .literal(O8_API_VERSION, `must be "${O8_API_VERSION}"`)
    .describe('The version of this document.'),
  kind: z
    .literal('Module', 'must be "Module"')
    .describe('What this document is.'),
  metadata: metadataSchema.describe('Who it is.'),
  spec: z
    .strictObject({
      landingZone: dnsLabelSchema.describe(
        'The set-up of the platform it lands in.',
      ),
      workload: workloadSchema.describe('What runs.'),
      placements: z
        .array(placementSchema)
        .max(50, 'has more than 50 entries')
        .default([])
        .describe(
          'Where it runs; the default clusters of the landing zone without any.',
        ),
      exposure: exposureSchema
        .optional()
        .describe(
          'How it is reached: `internal` for a service, otherwise `none`.',
        ),
      dependsOn: z
        .array(dependencySchema)
        .max(100, 'has more than 100 entries')
        .optional()
        .describe('What it calls: its only ways out.'),
      callers: callersSchema
        .optional()
        .describe(
          'Who may depend on it: `any`, `system` (the default) or a list.',
        ),
      events: eventsSchema
        .optional()
        .describe('What it publishes and consumes.'),
      data: dataSchema.optional().describe('Its databases.'),
      secrets: z
        .array(secretSchema)
        .max(50, 'has more than 50 entries')
        .optional()
        .describe('Names and keys, never values.'),
      observability: observabilitySchema
        .optional()
        .describe('What it tells of itself.'),
      delivery: deliverySchema.optional().describe('How new versions arrive.'),
      compliance: complianceSchema
        .optional()
        .describe('What auditors ask for.'),
      recovery: recoverySchema
        .prefault({})
        .describe('What may be lost, and how long it may take.'),
    })
    .describe('What it asks for.'),
});

/**
 * What a team asks for, with all defaults that do not depend on its landing zone.
 *
 * @public
 */
export type ModuleSpec = z.output<typeof moduleSpecSchema>;

/**
 * A spec as people write it.
 *
 * @public
 */
export type ModuleSpecInput = z.input<typeof moduleSpecSchema>;
