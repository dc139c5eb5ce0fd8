import { z } from 'zod';
import {
  headlineSchema,
  objectRefSchema,
  timeSchema,
  type Headline,
  type ObjectRef,
} from './evidence';
import { verdictSchema, type Verdict } from './verdict';

/**
 * What is wrong with how a module is backed up. A backup counts if it began since the
 * Namespace was made. While that is no longer ago than the objective allows, and a
 * schedule works, `noBackupYet` stands for `noGoodBackup`, or `firstBackupRunning`.
 *
 * @public
 */
export const RECOVERY_PROBLEMS = [
  'rpoBreached',
  'noGoodBackup',
  'noBackupYet',
  'firstBackupRunning',
  'scheduleMissing',
  'schedulePaused',
  'scheduleInvalid',
  'lastBackupFailed',
  'storageUnavailable',
  'storageStale',
  'originUnknown',
  'notRead',
  'unsupported',
] as const;

/**
 * One problem with how a module is backed up.
 *
 * @public
 */
export interface RecoveryProblem {
  code: (typeof RECOVERY_PROBLEMS)[number];
  /** The words of the system itself, where it has any. */
  message: string | null;
  object: ObjectRef | null;
  since: string | null;
}

/**
 * How far back one placement of a module would fall. Times are ISO 8601.
 *
 * @public
 */
export interface Protection {
  cluster: string;
  namespace: string;
  verdict: Verdict;
  /** Worst first. */
  problems: RecoveryProblem[];
  /** The newest backup that a restore may start from: its start is how old its data is. */
  newestGood: {
    backup: ObjectRef;
    startedAt: string;
    completedAt: string | null;
    expiresAt: string | null;
  } | null;
  schedule: { object: ObjectRef; cron: string; paused: boolean } | null;
  /** Whether what is said here was confirmed within the promise of its source. */
  fresh: boolean;
  /** When the cluster last confirmed it; null if it never did. */
  evidenceAt: string | null;
}

/**
 * Whether a module can be brought back, and to when. Headlines: `recovers` (at),
 * `rpoBreached` (at), `noGoodBackup`, `noBackupYet`, `firstBackupRunning`,
 * `scheduleMissing`, `schedulePaused`, `atRisk` (count, total, at?), `unknown`,
 * `notPlaced`, `notRead`.
 *
 * @public
 */
export interface RecoveryState {
  verdict: Verdict;
  headline: Headline;
  /** The recovery point objective: how much may be lost. Null if none is set. */
  rpoMs: number | null;
  /** Where that objective is from. */
  rpoFrom: 'entity' | 'tier' | null;
  /** The start of the newest good backup of the placement that is worst off. */
  recoversTo: string | null;
  /** Worst first. */
  protections: Protection[];
}

const problemSchema: z.ZodType<RecoveryProblem> = z.object({
  code: z.enum(RECOVERY_PROBLEMS),
  message: z.string().nullable(),
  object: objectRefSchema.nullable(),
  since: timeSchema.nullable(),
});

const protectionSchema: z.ZodType<Protection> = z.object({
  cluster: z.string(),
  namespace: z.string(),
  verdict: verdictSchema,
  problems: z.array(problemSchema),
  newestGood: z
    .object({
      backup: objectRefSchema,
      startedAt: timeSchema,
      completedAt: timeSchema.nullable(),
      expiresAt: timeSchema.nullable(),
    })
    .nullable(),
  schedule: z
    .object({ object: objectRefSchema, cron: z.string(), paused: z.boolean() })
    .nullable(),
  fresh: z.boolean(),
  evidenceAt: timeSchema.nullable(),
});

/**
 * The schema of {@link RecoveryState}.
 *
 * @public
 */
export const recoveryStateSchema: z.ZodType<RecoveryState> = z.object({
  verdict: verdictSchema,
  headline: headlineSchema,
  rpoMs: z.number().int().positive().nullable(),
  rpoFrom: z.enum(['entity', 'tier']).nullable(),
  recoversTo: timeSchema.nullable(),
  protections: z.array(protectionSchema),
});
