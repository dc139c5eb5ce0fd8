import { z } from 'zod';
import {
  headlineSchema,
  objectRefSchema,
  timeSchema,
  type Headline,
  type ObjectRef,
} from './evidence';
import { FACETS, type FacetId } from './module';
import { verdictSchema, type Verdict } from './verdict';

/**
 * What the history of a module tells of: changes of what a facet was judged to be,
 * deployments by Argo CD, and runs of backups and restores.
 *
 * @public
 */
export const HISTORY_TYPES = [
  'state',
  'deployment',
  'backup',
  'restore',
] as const;

/**
 * One of {@link HISTORY_TYPES}.
 *
 * @public
 */
export type HistoryType = (typeof HISTORY_TYPES)[number];

/**
 * How a backup or a restore ended, whatever made it. `partial`: some of it failed.
 * `unknown`: it says nothing that this version knows.
 *
 * @public
 */
export const RUN_OUTCOMES = [
  'succeeded',
  'partial',
  'failed',
  'running',
  'unknown',
] as const;

/**
 * One of {@link RUN_OUTCOMES}.
 *
 * @public
 */
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/**
 * What every entry of the history has.
 *
 * @public
 */
export interface HistoryBase {
  /** Tells it from all other entries of the module. */
  id: string;
  /** When it happened, or began. */
  at: string;
  /** The facet that it belongs to. */
  facet: FacetId;
}

/**
 * What every entry has that an object on a cluster told.
 *
 * @public
 */
export interface HistoryOfObject extends HistoryBase {
  /** What says so; it may be gone since. */
  object: ObjectRef;
  /** The cluster that it happened on; null if that is not configured. */
  cluster: string | null;
  /** The namespace that it happened to; null for all of the cluster. */
  namespace: string | null;
}

/**
 * A facet got another verdict, or another reason for it.
 *
 * @public
 */
export interface HistoryState extends HistoryBase {
  type: 'state';
  verdict: Verdict;
  headline: Headline;
}

/**
 * Argo CD brought a revision to a cluster.
 *
 * @public
 */
export interface HistoryDeployment extends HistoryOfObject {
  type: 'deployment';
  revision: string | null;
  /** Who asked for it; null where Argo CD does not say. */
  by: string | null;
}

/**
 * A backup or a restore.
 *
 * @public
 */
export interface HistoryRun extends HistoryOfObject {
  type: 'backup' | 'restore';
  outcome: RunOutcome;
  /** When the object was seen to be gone; null while it is there. */
  goneAt: string | null;
  /** In the words of what ran it, such as `PartiallyFailed`; may be empty. */
  phase: string;
  completedAt: string | null;
  /** What it says of its failure, cleaned. */
  message: string | null;
  /** Of a restore, the backup that it came from, where that is known. */
  backup: string | null;
  /** Of a backup, the schedule that asked for it; null if somebody did. */
  schedule: string | null;
}

/**
 * One thing that happened to a module.
 *
 * @public
 */
export type HistoryEntry = HistoryState | HistoryDeployment | HistoryRun;

const base = {
  id: z.string(),
  at: timeSchema,
  facet: z.enum(FACETS),
};

const ofObject = {
  ...base,
  object: objectRefSchema,
  cluster: z.string().nullable(),
  namespace: z.string().nullable(),
};

const runSchema = {
  ...ofObject,
  outcome: z.enum(RUN_OUTCOMES),
  goneAt: timeSchema.nullable(),
  phase: z.string(),
  completedAt: timeSchema.nullable(),
  message: z.string().nullable(),
  backup: z.string().nullable(),
  schedule: z.string().nullable(),
};

/**
 * The schema of {@link HistoryEntry}.
 *
 * @public
 */
export const historyEntrySchema: z.ZodType<HistoryEntry> = z.discriminatedUnion(
  'type',
  [
    z.object({
      ...base,
      type: z.literal('state'),
      verdict: verdictSchema,
      headline: headlineSchema,
    }),
    z.object({
      ...ofObject,
      type: z.literal('deployment'),
      revision: z.string().nullable(),
      by: z.string().nullable(),
    }),
    z.object({ ...runSchema, type: z.literal('backup') }),
    z.object({ ...runSchema, type: z.literal('restore') }),
  ],
);
