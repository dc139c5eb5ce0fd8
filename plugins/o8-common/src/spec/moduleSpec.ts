import { z } from 'zod';
import { findNameProblem } from './moduleName';
import {
  checkMemoryLimit,
  cpuSchema,
  dnsLabelSchema,
  imageSchema,
  lineSchema,
  memorySchema,
  O8_API_VERSION,
  portSchema,
} from './text';

/** Tiers with objectives of their own. @public */
export const TIERS = ['standard', 'critical'] as const;

const nameSchema = z
  .string('must be text')
  .superRefine((name, { addIssue }) => {
    const problem = findNameProblem(name);
    if (problem) {
      addIssue({ code: 'custom', message: problem });
    }
  });

const OWNER =
  /^(group|user):[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\/[a-z0-9]([-a-z0-9._]{0,61}[a-z0-9])?$/;
const SYSTEM = /^[a-zA-Z0-9]([-a-zA-Z0-9._]{0,61}[a-zA-Z0-9])?$/;
const TAG = /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/;

const metadataSchema = z.strictObject({
  name: nameSchema,
  title: lineSchema(80).optional(),
  description: lineSchema(500).optional(),
  owner: z
    .string('must be text')
    // The catalog does not tell upper case from lower case: compared, they must agree.
    .toLowerCase()
    .regex(OWNER, 'is not an owner such as group:default/voice-team'),
  system: z
    .string('must be text')
    .regex(SYSTEM, 'is not the name of a system')
    .optional(),
  tags: z
    .array(
      z
        .string('must be text')
        .max(63, 'is longer than 63 characters')
        .regex(TAG, 'is not a tag (a-z, 0-9, "+", "#" and "-" between them)'),
    )
    .max(20, 'has more than 20 entries')
    .default([]),
});

const resourcesSchema = z
  .strictObject({
    cpu: cpuSchema.default('100m'),
    memory: memorySchema.default('128Mi'),
    memoryLimit: memorySchema.default('256Mi'),
  })
  .superRefine(checkMemoryLimit);

const replicasSchema = z
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be 1 to 50')
  .max(50, 'must be 1 to 50');

const workloadSchema = z.strictObject({
  kind: z.literal(
    'service',
    'must be "service": others come with a later version',
  ),
  /** Absent: it waits for its first build, with the landing zone's placeholder. */
  image: imageSchema.optional(),
  port: portSchema.default(8080),
  replicas: replicasSchema.default(2),
  resources: resourcesSchema.prefault({}),
});

const placementSchema = z.strictObject({
  environment: dnsLabelSchema,
  cluster: dnsLabelSchema,
  /** Other than the workload's. */
  replicas: replicasSchema.optional(),
});

const recoverySchema = z.strictObject({
  tier: z.enum(TIERS, `must be one of ${TIERS.join(', ')}`).default('standard'),
  /** Five fields; the blueprint chooses by the tier where it is absent. */
  schedule: z.string('must be text').optional(),
  retentionDays: z
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1 to 3650')
    .max(3650, 'must be 1 to 3650')
    .optional(),
});

/**
 * The schema of a module's spec, `o8.yaml` and `module.yaml`. What has to do with its
 * landing zone or other modules is judged by the blueprint.
 *
 * @public
 */
export const moduleSpecSchema = z.strictObject({
  apiVersion: z.literal(O8_API_VERSION, `must be "${O8_API_VERSION}"`),
  kind: z.literal('Module', 'must be "Module"'),
  metadata: metadataSchema,
  spec: z.strictObject({
    landingZone: dnsLabelSchema,
    workload: workloadSchema,
    /** Empty: the default clusters of the landing zone. */
    placements: z
      .array(placementSchema)
      .max(50, 'has more than 50 entries')
      .default([]),
    recovery: recoverySchema.prefault({}),
  }),
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
