import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { ClusterConfig } from './ClusterConfig';
import { clusterSchema } from './clusterSchema';
import { findClusterProblems } from './findClusterProblems';
import { parseDurationMs } from './parseDurationMs';
import { PeerClusters } from './peers/PeerClusters';

const durationSchema = z.string().transform((value, { addIssue }) => {
  const durationMs = parseDurationMs(value);
  if (durationMs === null) {
    addIssue({
      code: 'custom',
      message: 'must be a duration such as 15m, 24h or 7d',
    });
    return z.NEVER;
  }
  return durationMs;
});

const objectivesSchema = z.record(
  z.string(),
  z.strictObject({ rpo: durationSchema.optional() }),
);

/** Where Argo CD, Velero, databases and buses usually are: teams cannot write there. */
const PLATFORM_NAMESPACES = [
  'argocd',
  'velero',
  'platform-db',
  'kafka',
  'nats',
  'istio-system',
];

const mappingSchema = z.strictObject({
  refreshMs: z.number().int().min(1_000).default(10_000),
  trustAnnotations: z.boolean().default(true),
  platformNamespaces: z.array(z.string().min(1)).default(PLATFORM_NAMESPACES),
});

const retentionSchema = z.strictObject({
  historyDays: z.number().int().min(1).default(400),
  goneRecordsDays: z.number().int().min(1).default(30),
});

const execSchema = z.strictObject({
  allow: z.array(z.string().min(1)).default([]),
});

const timingSchema = z.strictObject({
  scale: z.number().min(0.01).max(10).default(1),
});

/** Whoever loses a right must not keep it for longer than this. */
const MAX_DECISION_MS = 60_000;

const permissionsSchema = z.strictObject({
  cacheMs: z.number().int().min(0).max(MAX_DECISION_MS).default(3_000),
});

const o8Schema = z.object({
  clusters: z
    .array(clusterSchema, 'must be a list of clusters, or "kubernetes"')
    .default([]),
  objectives: objectivesSchema.default({}),
  mapping: mappingSchema.prefault({}),
  retention: retentionSchema.prefault({}),
  exec: execSchema.prefault({}),
  timing: timingSchema.prefault({}),
  permissions: permissionsSchema.prefault({}),
});

/**
 * The `o8` section of the configuration as a plain object, with its defaults.
 *
 * @alpha
 */
export interface O8Config {
  /** Also those of the Kubernetes plugin and of Argo CD plugins, where they are read. */
  clusters: ClusterConfig[];
  /** By tier. Durations in milliseconds. */
  objectives: Record<string, { rpoMs?: number }>;
  mapping: {
    refreshMs: number;
    /** Whether what only annotations of entities claim is shown. */
    trustAnnotations: boolean;
    platformNamespaces: string[];
  };
  retention: { historyDays: number; goneRecordsDays: number };
  /** The programs that may be run for credentials. */
  exec: { allow: string[] };
  /** All durations of the engine are multiplied by it. */
  timing: { scale: number };
  /** How long decisions of the permission policy are kept; 0 asks each time. */
  permissions: { cacheMs: number };
  /** What became of the configuration of other plugins, for the log. */
  notices: string[];
}

/**
 * Reads the `o8` section, and what other plugins have configured of clusters. Keys of
 * other packages in it are left alone.
 *
 * Throws one `InputError` that names every problem with its path and what is
 * expected. It repeats no value but names of clusters: others may be secrets.
 *
 * @alpha
 */
export function readO8Config(config: Config): O8Config {
  const input = config.getOptional('o8') ?? {};
  const isFromKubernetes = Object(input).clusters === 'kubernetes';
  const own = isFromKubernetes ? { ...Object(input), clusters: [] } : input;
  const result = o8Schema.safeParse(own);

  const peers = new PeerClusters(result.data?.clusters ?? []);
  if (isFromKubernetes) {
    peers.addKubernetes(config.getOptional('kubernetes'));
  }
  peers.addArgocd(config.getOptional('argocd'));

  const problems = [
    ...(result.error?.issues.flatMap(describeIssue) ?? []),
    ...findClusterProblems(own),
    ...peers.problems,
  ];
  if (!result.success || problems.length) {
    throw new InputError(
      `The configuration is not valid:\n${problems.join('\n')}`,
    );
  }
  const { objectives, ...rest } = result.data;
  return {
    ...rest,
    clusters: peers.clusters,
    objectives: Object.fromEntries(
      Object.entries(objectives).map(([tier, { rpo }]) => [
        tier,
        { rpoMs: rpo },
      ]),
    ),
    notices: peers.notices,
  };
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  const path = z.core.toDotPath(['o8', ...issue.path]);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => `  ${path}.${key}: is not a known key`);
  }
  return [`  ${path}: ${issue.message}`];
}
