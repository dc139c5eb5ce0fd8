import { z } from 'zod';

/** The answers that a fault can give. */
export const FAULT_STATUSES = [401, 403, 410, 429, 500] as const;

const MAX_DELAY_MS = 10 * 60 * 1000;

const faultedResourceSchema = z.strictObject({
  /** Empty for the core group. */
  group: z.string(),
  plural: z.string().min(1),
});

/** A fault of one kind only. */
export type FaultedResource = z.infer<typeof faultedResourceSchema>;

const common = { resource: faultedResourceSchema.optional() };

/**
 * What is wrong with a cluster, or with one resource of it.
 *
 * @remarks
 * `slow`: answers come late; open watches go on. `down`: sockets are destroyed, those
 * of open watches too. `hang`: nothing is answered any more, and open watches stay
 * open without a word. `status`: everything is refused, and open watches end. With
 * `as: 'event'` only watches are touched, which get the refusal as an ERROR event.
 */
export const faultSchema = z.discriminatedUnion('fault', [
  z.strictObject({
    fault: z.literal('slow'),
    delayMs: z.number().int().positive().max(MAX_DELAY_MS),
    ...common,
  }),
  z.strictObject({ fault: z.literal('down'), ...common }),
  z.strictObject({ fault: z.literal('hang'), ...common }),
  z.strictObject({
    fault: z.literal('status'),
    status: z.literal(FAULT_STATUSES),
    as: z.enum(['answer', 'event']).optional(),
    ...common,
  }),
]);

/** One of the faults of {@link faultSchema}. */
export type Fault = z.infer<typeof faultSchema>;
