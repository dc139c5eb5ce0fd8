import { z } from 'zod';

const connectionSchema = z.object({
  /** `failed`: it does not answer. `skipped`: it is not of a type that can be asked. */
  state: z.enum(['ok', 'failed', 'skipped']),
  /** What went wrong, for programs: `dns`, `connectionRefused`, `timeout`, `untrusted`, … */
  code: z.string().nullable(),
  message: z.string().nullable(),
  /** Until the first answer, in whole milliseconds. */
  latencyMs: z.number().int().nonnegative().nullable(),
  /** What the server says that it is. */
  server: z.string().nullable(),
  /** Of a snapshot: when what it holds was so. */
  takenAt: z.string().nullable(),
});

const signInSchema = z.object({
  /** `unknown`: it could not be tried. */
  state: z.enum(['ok', 'refused', 'unknown']),
  message: z.string().nullable(),
});

const kindSchema = z.object({
  /** Empty for the core group. */
  group: z.string(),
  kind: z.string(),
  plural: z.string(),
  /** The version in which it is read; null where it is not served. */
  version: z.string().nullable(),
  /** `ok`: listed and watched. `unknown`: it could not be asked for. */
  state: z.enum(['ok', 'notInstalled', 'refused', 'failed', 'unknown']),
  message: z.string().nullable(),
});

const findingSchema = z.object({
  /** A `note` is no failure: it says what cannot be known here. */
  level: z.enum(['problem', 'note']),
  /** For programs, such as `unknownDestination`. */
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
export type ConnectionDiagnosis = z.output<typeof connectionSchema>;

/**
 * Whether a cluster lets us in.
 *
 * @alpha
 */
export type SignInDiagnosis = z.output<typeof signInSchema>;

/**
 * Whether a kind can be read.
 *
 * @alpha
 */
export type KindDiagnosis = z.output<typeof kindSchema>;

/**
 * What else there is to say of a cluster.
 *
 * @alpha
 */
export type Finding = z.output<typeof findingSchema>;
