import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { findUrlProblem } from './findUrlProblem';
import { parseDurationMs } from './parseDurationMs';

const authSchema = z
  .strictObject({
    token: z.string().min(1).optional(),
    tokenFile: z.string().min(1).optional(),
  })
  .refine(({ token, tokenFile }) => !token !== !tokenFile, {
    error: 'needs one of "token" and "tokenFile"',
  });

const clusterSchema = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
        'must be a DNS label (a-z, 0-9, "-"; at most 63)',
      ),
    title: z.string().min(1).optional(),
    type: z.enum(['kubernetes', 'argocd', 'snapshot']),
    url: z.string().optional(),
    directory: z.string().min(1).optional(),
    aliases: z.array(z.string().min(1)).default([]),
    caFile: z.string().min(1).optional(),
    auth: authSchema.optional(),
  })
  .superRefine(({ type, url, directory }, { addIssue }) => {
    const place = type === 'snapshot' ? 'directory' : 'url';
    const other = type === 'snapshot' ? 'url' : 'directory';
    const fail = (key: string, message: string) =>
      addIssue({ code: 'custom', path: [key], message });

    if ({ url, directory }[place] === undefined) {
      fail(place, `is required for type "${type}"`);
    }
    if ({ url, directory }[other] !== undefined) {
      fail(other, `has no meaning for type "${type}"`);
    }
    const problem = place === 'url' && url !== undefined && findUrlProblem(url);
    if (problem) {
      fail('url', problem);
    }
  });

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
  platformNamespaces: z.array(z.string().min(1)).default(PLATFORM_NAMESPACES),
});

const retentionSchema = z.strictObject({
  historyDays: z.number().int().min(1).default(400),
  goneRecordsDays: z.number().int().min(1).default(30),
});

const o8Schema = z.object({
  clusters: z.array(clusterSchema).default([]),
  objectives: objectivesSchema.default({}),
  mapping: mappingSchema.prefault({}),
  retention: retentionSchema.prefault({}),
});

/** A cluster as configured, with its defaults. */
export type ClusterConfig = z.output<typeof clusterSchema> & { title: string };

/** The `o8` section of the configuration as a plain object, with its defaults. */
export interface O8Config {
  clusters: ClusterConfig[];
  /** By tier. Durations in milliseconds. */
  objectives: Record<string, { rpoMs?: number }>;
  mapping: z.output<typeof mappingSchema>;
  retention: z.output<typeof retentionSchema>;
}

/**
 * Reads the `o8` section. Keys of other packages in it are left alone.
 *
 * Throws one `InputError` that names every problem with its path and what is
 * expected. It repeats no value but names of clusters: others may be secrets.
 */
export function readO8Config(config: Config): O8Config {
  const input = config.getOptional('o8') ?? {};
  const result = o8Schema.safeParse(input);
  const problems = [
    ...(result.error?.issues.flatMap(describeIssue) ?? []),
    ...findDuplicates(input),
  ];
  if (!result.success || problems.length) {
    throw new InputError(
      `The configuration is not valid:\n${problems.join('\n')}`,
    );
  }
  const { clusters, objectives, mapping, retention } = result.data;
  return {
    clusters: clusters.map(cluster => ({
      ...cluster,
      title: cluster.title ?? cluster.name,
    })),
    objectives: Object.fromEntries(
      Object.entries(objectives).map(([tier, { rpo }]) => [
        tier,
        { rpoMs: rpo },
      ]),
    ),
    mapping,
    retention,
  };
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  const path = z.core.toDotPath(['o8', ...issue.path]);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => `  ${path}.${key}: is not a known key`);
  }
  return [`  ${path}: ${issue.message}`];
}

const namesSchema = z.object({
  clusters: z.array(
    z
      .object({
        name: z.string(),
        aliases: z.array(z.string()).default([]).catch([]),
      })
      .catch({ name: '', aliases: [] }),
  ),
});

// On the raw input: a refinement of the array would be skipped while any of its
// items has another problem, and so report this one only on the next start.
function findDuplicates(input: unknown): string[] {
  const clusters = namesSchema.safeParse(input).data?.clusters ?? [];
  const owners = new Map<string, number>();
  const problems: string[] = [];
  clusters.forEach(({ name }, index) => {
    const first = owners.get(name);
    if (name && first !== undefined) {
      problems.push(
        `  o8.clusters[${index}].name: "${name}" is already the name of o8.clusters[${first}]`,
      );
    }
    owners.set(name, first ?? index);
  });
  clusters.forEach(({ aliases }, index) => {
    aliases.forEach((alias, position) => {
      const owner = owners.get(alias);
      if (owner !== undefined && owner !== index) {
        problems.push(
          `  o8.clusters[${index}].aliases[${position}]: "${alias}" already means o8.clusters[${owner}]`,
        );
      }
      owners.set(alias, owner ?? index);
    });
  });
  return problems;
}
