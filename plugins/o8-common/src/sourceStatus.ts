import { z } from 'zod';

/**
 * What can be said of a source's data, worst last.
 *
 * @remarks
 * `fresh`: read within its promise. `stale`: older than its promise, or never
 * read. `failed`: the last attempt failed. `unsupported`: the cluster does not
 * have what the source reads. Only `fresh` may carry a good state.
 *
 * @public
 */
export const SOURCE_STATES = [
  'fresh',
  'unsupported',
  'stale',
  'failed',
] as const;

/**
 * One of {@link SOURCE_STATES}.
 *
 * @public
 */
export type SourceState = (typeof SOURCE_STATES)[number];

/**
 * How true what is known of one kind of object on one cluster is.
 *
 * @public
 */
export interface KindStatus {
  /** Empty for the core group. */
  group: string;
  kind: string;
  /** `pending`: not found out yet, since the start or since the cluster was away. */
  state: 'pending' | 'fresh' | 'partial' | 'unsupported' | 'failed';
  /** Why it is so, in words; for a refusal with the rule that is missing. */
  message: string | null;
}

/**
 * How much is true of what one source says of one cluster. Times are ISO 8601 in UTC.
 *
 * @public
 */
export interface SourceStatus {
  /** The cluster's name in the configuration. */
  cluster: string;
  /** How people call it. */
  clusterTitle: string;
  /** The source's id; `connection` says whether the cluster answers at all. */
  source: string;
  state: SourceState;
  /** When this state began. */
  since: string;
  /**
   * When what it says was last confirmed; null if it never was. In lists of modules a
   * fresh source has the time since when it is fresh, so that they can be cached.
   */
  confirmedAt: string | null;
  /** Why it is so, in words. */
  message: string | null;
  /** Kind by kind; in answers about sources only. */
  kinds?: KindStatus[];
}

const kindStatusSchema: z.ZodType<KindStatus> = z.object({
  group: z.string(),
  kind: z.string(),
  state: z.enum(['pending', 'fresh', 'partial', 'unsupported', 'failed']),
  message: z.string().nullable(),
});

/**
 * The schema of {@link SourceStatus}.
 *
 * @public
 */
export const sourceStatusSchema: z.ZodType<SourceStatus> = z.object({
  cluster: z.string(),
  clusterTitle: z.string(),
  source: z.string(),
  state: z.enum(SOURCE_STATES),
  since: z.iso.datetime(),
  confirmedAt: z.iso.datetime().nullable(),
  message: z.string().nullable(),
  kinds: z.array(kindStatusSchema).optional(),
});
