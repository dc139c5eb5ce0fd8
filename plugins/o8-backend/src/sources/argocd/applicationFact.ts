import type { JsonObject } from '@backstage/types';
import type { KnownFact } from '@orchestr8/backstage-plugin-o8-node';
import type { findCause } from './findCause';

/** What is kept of an Application: `argocd.application`. */
export interface ApplicationValue {
  destination: string;
  namespace: string;
  environment: string | null;
  part: 'workload' | 'boundary' | null;
  sync: 'Synced' | 'OutOfSync' | 'Unknown';
  health:
    | 'Healthy'
    | 'Progressing'
    | 'Degraded'
    | 'Suspended'
    | 'Missing'
    | 'Unknown';
  /** The phase of the last operation: Running, Succeeded, Failed, Error, Terminating. */
  operation: string | null;
  images: string[];
  /** The image that runs until the module has one; null where nothing names it. */
  placeholder: string | null;
  revision: string | null;
  deployedAt: string | null;
  deployedBy: string | null;
  cause: ReturnType<typeof findCause>;
  project: string | null;
  /** Where its manifests come from. */
  sources: {
    repo: string;
    /** What is asked for: a branch, a tag, a version of the chart. */
    revision: string | null;
    /** The path in the repository, or the name of the chart. */
    path: string | null;
  }[];
  /** What Argo CD does by itself; null is nothing. */
  automated: { prune: boolean; selfHeal: boolean } | null;
  /** What Argo CD warns of, sorted by type. */
  conditions: { type: string; message: string | null }[];
  /** The ApplicationSet that made it, beside it; null if none did. */
  applicationSet: string | null;
}

/** What is kept of a deployment: the record `argocd.deployment`. */
export type DeploymentValue = {
  revision: string | null;
  /** Who asked for it; null where Argo CD does not say. */
  by: string | null;
};

// Facts that were stored by an older version do not say these.
const NOT_SAID = {
  placeholder: null,
  project: null,
  sources: [],
  automated: null,
  conditions: [],
  applicationSet: null,
};

/** The value of an `argocd.application` as a type. */
export function readApplication(fact: KnownFact): ApplicationValue {
  return { ...NOT_SAID, ...(fact.value as JsonObject & ApplicationValue) };
}
