import { z } from 'zod';

const connectionSchema: z.ZodType<ConnectionDiagnosis> = z.object({
  state: z.enum(['ok', 'failed', 'skipped']),
  code: z.string().nullable(),
  message: z.string().nullable(),
  latencyMs: z.number().int().nonnegative().nullable(),
  server: z.string().nullable(),
  takenAt: z.string().nullable(),
});

const signInSchema: z.ZodType<SignInDiagnosis> = z.object({
  state: z.enum(['ok', 'refused', 'unknown']),
  message: z.string().nullable(),
});

const kindSchema: z.ZodType<KindDiagnosis> = z.object({
  group: z.string(),
  kind: z.string(),
  plural: z.string(),
  version: z.string().nullable(),
  state: z.enum(['ok', 'notInstalled', 'refused', 'failed', 'unknown']),
  message: z.string().nullable(),
});

const findingSchema: z.ZodType<Finding> = z.object({
  level: z.enum(['problem', 'note']),
  code: z.string(),
  message: z.string(),
});

/**
 * The schema of {@link ClusterDiagnosis}: scripts may rely on it.
 *
 * @alpha
 */
export const clusterDiagnosisSchema: z.ZodType<ClusterDiagnosis> = z.object({
  cluster: z.string(),
  title: z.string(),
  type: z.enum(['kubernetes', 'argocd', 'snapshot', 'unsupported']),
  ok: z.boolean(),
  connection: connectionSchema,
  signIn: signInSchema,
  kinds: z.array(kindSchema),
  findings: z.array(findingSchema),
});

/**
 * What `o8 doctor` found out about one cluster.
 *
 * @alpha
 */
export interface ClusterDiagnosis {
  cluster: string;
  title: string;
  type: 'kubernetes' | 'argocd' | 'snapshot' | 'unsupported';
  /** Whether nothing is wrong. Kinds that are not installed, and notes, are not wrong. */
  ok: boolean;
  connection: ConnectionDiagnosis;
  signIn: SignInDiagnosis;
  /** Of each kind that a source reads. */
  kinds: KindDiagnosis[];
  findings: Finding[];
}

/**
 * Whether a cluster answers.
 *
 * @alpha
 */
export interface ConnectionDiagnosis {
  /** `failed`: it does not answer. `skipped`: it is not of a type that can be asked. */
  state: 'ok' | 'failed' | 'skipped';
  /** What went wrong, for programs: `dns`, `connectionRefused`, `timeout`, `untrusted`, … */
  code: string | null;
  message: string | null;
  /** Until the first answer, in whole milliseconds. */
  latencyMs: number | null;
  /** What the server says that it is. */
  server: string | null;
  /** Of a snapshot: when what it holds was so. */
  takenAt: string | null;
}

/**
 * Whether a cluster lets us in.
 *
 * @alpha
 */
export interface SignInDiagnosis {
  /** `unknown`: it could not be tried. */
  state: 'ok' | 'refused' | 'unknown';
  message: string | null;
}

/**
 * Whether a kind can be read.
 *
 * @alpha
 */
export interface KindDiagnosis {
  /** Empty for the core group. */
  group: string;
  kind: string;
  plural: string;
  /** The version in which it is read; null where it is not served. */
  version: string | null;
  /** `ok`: listed and watched. `unknown`: it could not be asked for. */
  state: 'ok' | 'notInstalled' | 'refused' | 'failed' | 'unknown';
  message: string | null;
}

/**
 * What else there is to say of a cluster.
 *
 * @alpha
 */
export interface Finding {
  /** A `note` is no failure: it says what cannot be known here. */
  level: 'problem' | 'note';
  /** For programs, such as `unknownDestination`. */
  code: string;
  message: string;
}
