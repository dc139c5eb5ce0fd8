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
 * Sync states as Argo CD names them.
 *
 * @public
 */
export const SYNC_STATUSES = ['Synced', 'OutOfSync', 'Unknown'] as const;

/**
 * Health states as Argo CD names them.
 *
 * @public
 */
export const HEALTH_STATUSES = [
  'Healthy',
  'Progressing',
  'Degraded',
  'Suspended',
  'Missing',
  'Unknown',
] as const;

/**
 * Why a deployment is not well, in the words of who noticed it.
 *
 * @public
 */
export interface SyncCause {
  /** What noticed it: a resource's health, a condition, an operation, a difference. */
  type: 'resource' | 'condition' | 'operation' | 'drift';
  /** Such as the type of the condition or the phase of the operation; may be empty. */
  reason: string;
  message: string;
  /** The object that is not well, where it is known. */
  object: ObjectRef | null;
  since: string | null;
}

/**
 * One Argo CD Application of a module. Times are ISO 8601.
 *
 * @public
 */
export interface Deployment {
  /** The Application; its cluster is where Argo CD runs. */
  application: ObjectRef;
  /** The cluster that it deploys to; null if no configured cluster has that address. */
  cluster: string | null;
  /** The destination as the Application states it: a name or a URL. */
  destination: string;
  /** The namespace that it deploys to. */
  namespace: string;
  /** Such as `production`: deployments of one environment should run one version. */
  environment: string | null;
  /** What it deploys: the workload, or the boundary around it; null if it does not say. */
  part: 'workload' | 'boundary' | null;
  verdict: Verdict;
  sync: (typeof SYNC_STATUSES)[number];
  health: (typeof HEALTH_STATUSES)[number];
  /** The tag of the module's image; null if there is none. */
  version: string | null;
  /** Whether the placeholder of its landing zone runs, because there is no image yet. */
  waitingForImage: boolean;
  /** What was deployed last: a git commit or a chart version. */
  revision: string | null;
  deployedAt: string | null;
  /** Who or what started the last deployment; null if not known. */
  deployedBy: string | null;
  cause: SyncCause | null;
  /** Whether what is said here was confirmed within the promise of its source. */
  fresh: boolean;
  /** When Argo CD last compared it. */
  evidenceAt: string | null;
}

/**
 * What runs where, and whether it is what git says. Headlines count
 * Applications; a boundary counts with its workload: `synced` (synced, total, version),
 * `waitingForImage` (synced, total),
 * `progressing`, `outOfSync`, `skewed` (versions), `suspended`, `unknown`, all with
 * (count, total); `notDeployed`, `notConfirmed`, `notRead`. What is bad is the worst of `degraded` (what
 * runs is not well), `notCompared` (Argo CD cannot compare it with git) and `syncFailed`
 * (the last operation failed), with (count, total) of that alone.
 *
 * @public
 */
export interface SyncState {
  verdict: Verdict;
  headline: Headline;
  /** Worst first. */
  deployments: Deployment[];
}

const causeSchema: z.ZodType<SyncCause> = z.object({
  type: z.enum(['resource', 'condition', 'operation', 'drift']),
  reason: z.string(),
  message: z.string(),
  object: objectRefSchema.nullable(),
  since: timeSchema.nullable(),
});

const deploymentSchema: z.ZodType<Deployment> = z.object({
  application: objectRefSchema,
  cluster: z.string().nullable(),
  destination: z.string(),
  namespace: z.string(),
  environment: z.string().nullable(),
  // States of before have none.
  part: z.enum(['workload', 'boundary']).nullable().default(null),
  verdict: verdictSchema,
  sync: z.enum(SYNC_STATUSES),
  health: z.enum(HEALTH_STATUSES),
  version: z.string().nullable(),
  // States of before do not say it.
  waitingForImage: z.boolean().default(false),
  revision: z.string().nullable(),
  deployedAt: timeSchema.nullable(),
  deployedBy: z.string().nullable(),
  cause: causeSchema.nullable(),
  fresh: z.boolean(),
  evidenceAt: timeSchema.nullable(),
});

/**
 * The schema of {@link SyncState}.
 *
 * @public
 */
export const syncStateSchema: z.ZodType<SyncState> = z.object({
  verdict: verdictSchema,
  headline: headlineSchema,
  deployments: z.array(deploymentSchema),
});
