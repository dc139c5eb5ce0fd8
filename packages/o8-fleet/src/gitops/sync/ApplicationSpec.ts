import { z } from 'zod';
import type { KubeObject } from '../../types';
import type { ApplicationSource, Destination } from '../types';

const backoffSchema = z.looseObject({
  duration: z.union([z.string(), z.number()]).default('5s'),
  factor: z.number().default(2),
  maxDuration: z.string().default('3m'),
});

const schema = z.looseObject({
  project: z.string().default('default'),
  source: z.looseObject({ repoURL: z.string() }).optional(),
  sources: z.unknown().optional(),
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
  source?: ApplicationSource;
  sources?: unknown;
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
  const { syncPolicy, ...spec } = result.data;
  const { automated, syncOptions, retry } = syncPolicy;
  return {
    ...spec,
    source: spec.source as ApplicationSource | undefined,
    ...(automated?.enabled && { automated }),
    syncOptions: new Set(syncOptions),
    retry,
  };
}
