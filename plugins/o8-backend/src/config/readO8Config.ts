import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { findUrlProblem } from './findUrlProblem';

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

const o8Schema = z.object({ clusters: z.array(clusterSchema).default([]) });

/** A cluster as configured, with its defaults. */
export type ClusterConfig = z.output<typeof clusterSchema> & { title: string };

/** The `o8` section of the configuration as a plain object, with its defaults. */
export interface O8Config {
  clusters: ClusterConfig[];
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
    ...findDuplicateNames(input),
  ];
  if (!result.success || problems.length) {
    throw new InputError(
      `The configuration is not valid:\n${problems.join('\n')}`,
    );
  }
  return {
    clusters: result.data.clusters.map(cluster => ({
      ...cluster,
      title: cluster.title ?? cluster.name,
    })),
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
  clusters: z.array(z.object({ name: z.string() }).catch({ name: '' })),
});

// On the raw input: a refinement of the array would be skipped while any of its
// items has another problem, and so report this one only on the next start.
function findDuplicateNames(input: unknown): string[] {
  const names = namesSchema
    .safeParse(input)
    .data?.clusters.map(({ name }) => name);
  return (names ?? []).flatMap((name, index, all) => {
    const first = all.indexOf(name);
    return name && first < index
      ? `  o8.clusters[${index}].name: "${name}" is already the name of o8.clusters[${first}]`
      : [];
  });
}
