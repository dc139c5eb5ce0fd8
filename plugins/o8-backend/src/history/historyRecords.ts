import type {
  FacetId,
  HistoryType,
  RunOutcome,
} from '@orchestr8/backstage-plugin-o8-common';
import type { FactType } from '@orchestr8/backstage-plugin-o8-node';

/** The records that history tells of, and what each of them is there. */
export const HISTORY_RECORDS: Readonly<
  Record<FactType, Exclude<HistoryType, 'state'>>
> = {
  'argocd.deployment': 'deployment',
  'velero.backup': 'backup',
  'postgresBackups.backup': 'backup',
  'restores.restore': 'restore',
};

/** The facet that entries of a type belong to; changes belong to their own. */
export const FACET_OF: Readonly<
  Record<Exclude<HistoryType, 'state'>, FacetId>
> = {
  deployment: 'sync',
  backup: 'recovery',
  restore: 'recovery',
};

const OUTCOMES: Readonly<Record<string, RunOutcome>> = {
  // As Velero names them.
  Completed: 'succeeded',
  PartiallyFailed: 'partial',
  Failed: 'failed',
  FailedValidation: 'failed',
  New: 'running',
  InProgress: 'running',
  Finalizing: 'running',
  FinalizingPartiallyFailed: 'running',
  WaitingForPluginOperations: 'running',
  WaitingForPluginOperationsPartiallyFailed: 'running',
  // As CloudNativePG names them.
  completed: 'succeeded',
  failed: 'failed',
  walArchivingFailing: 'failed',
  pending: 'running',
  started: 'running',
  running: 'running',
  finalizing: 'running',
};

/** How a run ended, by what it calls that itself. */
export function toOutcome(phase: string): RunOutcome {
  return Object.hasOwn(OUTCOMES, phase) ? OUTCOMES[phase] : 'unknown';
}
