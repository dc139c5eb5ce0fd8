import { z } from 'zod';

/** The answers that a fault can give. */
export const FAULT_STATUSES = [401, 403, 404, 410, 429, 500] as const;

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
 * Of everything:
 *
 * - `slow`: answers come late; open watches go on.
 * - `down`: sockets are destroyed, those of open watches too.
 * - `hang`: nothing is answered any more, and open watches stay open without a word.
 * - `status`: everything is refused, and open watches end. With `as: 'event'` only
 *   watches are touched, which get the refusal as an ERROR event; with `as: 'object'`
 *   only watches, which answer 200 and then one line that is the Status itself.
 * - `garbage`: 200, and a body that is no JSON; open watches get such a line.
 * - `truncated`: the body ends in the middle of the JSON, as if it were all.
 * - `reset`: the connection is destroyed in the middle of the body; of an open watch in
 *   the middle of a line.
 *
 * Of watches only:
 *
 * - `stall`: no event and no bookmark any more; everything else answers.
 * - `repeat`: every event comes twice, and the one before it once more after it.
 *
 * Of one thing only:
 *
 * - `expireContinue`: every continue token has expired (410), so that no list of more
 *   than one page ends.
 * - `discovery`: the discovery of one API group is refused with 503.
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
    as: z.enum(['answer', 'event', 'object']).optional(),
    ...common,
  }),
  z.strictObject({ fault: z.literal('garbage'), ...common }),
  z.strictObject({ fault: z.literal('truncated'), ...common }),
  z.strictObject({ fault: z.literal('reset'), ...common }),
  z.strictObject({ fault: z.literal('stall'), ...common }),
  z.strictObject({ fault: z.literal('repeat'), ...common }),
  z.strictObject({ fault: z.literal('expireContinue'), ...common }),
  z.strictObject({
    fault: z.literal('discovery'),
    /** The API group whose discovery fails. */
    group: z.string().min(1),
    ...common,
  }),
]);

/** One of the faults of {@link faultSchema}. */
export type Fault = z.infer<typeof faultSchema>;
