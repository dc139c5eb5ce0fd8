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
  revision: string | null;
  deployedAt: string | null;
  deployedBy: string | null;
  cause: ReturnType<typeof findCause>;
}

/** The value of an `argocd.application` as a type. */
export function readApplication(fact: KnownFact): ApplicationValue {
  return fact.value as JsonObject & ApplicationValue;
}
