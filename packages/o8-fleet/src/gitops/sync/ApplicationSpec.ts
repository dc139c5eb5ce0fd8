import { z } from 'zod';
import type { KubeObject } from '../../types';
import type { ApplicationSource, Destination } from '../types';
import { findSpecProblem } from './findSpecProblem';

const backoffSchema = z.looseObject({
  duration: z.union([z.string(), z.number()]).default('5s'),
  factor: z.number().default(2),
  maxDuration: z.string().default('3m'),
});

const sourceSchema = z.looseObject({
  repoURL: z.string(),
  targetRevision: z.string().optional(),
  path: z.string().optional(),
  chart: z.string().optional(),
  ref: z.string().optional(),
});

const schema = z.looseObject({
  project: z.string().default('default'),
  source: sourceSchema.nullish(),
  sources: z.array(sourceSchema).nullish(),
  destination: z
    .looseObject({
      name: z.string().optional(),
      server: z.string().optional(),
      namespace: z.string().optional(),
    })
    .default({}),
  revisionHistoryLimit: z.number().int().min(0).default(10),
  ignoreDifferences: z.unknown().optional(),
  syncPolicy: z
    .looseObject({
      automated: z
        .looseObject({
          enabled: z.boolean().default(true),
          prune: z.boolean().default(false),
          selfHeal: z.boolean().default(false),
          allowEmpty: z.boolean().default(false),
        })
        .nullish(),
      syncOptions: z.array(z.string()).default([]),
      retry: z
        .looseObject({
          limit: z.number().default(5),
          backoff: backoffSchema.default(() => backoffSchema.parse({})),
        })
        .optional(),
    })
    .default({ syncOptions: [] }),
});

/** What an Application wants, defaults filled in. */
export interface ApplicationSpec {
  project: string;
  sources: readonly ApplicationSource[];
  /** Whether they are in `sources`: else there is at most one, in `source`. */
  isList: boolean;
  destination: Destination;
  revisionHistoryLimit: number;
  ignoreDifferences?: unknown;
  automated?: { prune: boolean; selfHeal: boolean; allowEmpty: boolean };
  syncOptions: ReadonlySet<string>;
  retry?: unknown;
}

/** Reads a spec; what is wrong with it is told in words. */
export function readApplicationSpec(
  application: KubeObject,
): ApplicationSpec | { problem: string } {
  const result = schema.safeParse(application.spec ?? {});
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    return { problem: `spec.${path.join('.')} is wrong: ${message}` };
  }
  const { syncPolicy, source, sources, ...spec } = result.data;
  const { automated, syncOptions, retry } = syncPolicy;
  const listed = listSources(source, sources);
  const problem = findSpecProblem({ ...listed, destination: spec.destination });
  if (problem !== undefined) return { problem };
  return {
    ...spec,
    ...listed,
    ...(automated?.enabled && { automated }),
    syncOptions: new Set(syncOptions),
    retry,
  };
}

/** As Argo CD: several go before one. */
function listSources(
  source: z.output<typeof sourceSchema> | null | undefined,
  sources: z.output<typeof sourceSchema>[] | null | undefined,
): { sources: ApplicationSource[]; isList: boolean } {
  const isList = Boolean(sources?.length);
  const all = isList ? sources : source && [source];
  return { sources: (all ?? []) as ApplicationSource[], isList };
}
