export {
  fleetAnswerSchema,
  fleetRowSchema,
  type FleetAnswer,
  type FleetCell,
  type FleetCluster,
  type FleetRow,
} from './fleet';
export {
  HISTORY_TYPES,
  historyEntrySchema,
  RUN_OUTCOMES,
  type HistoryBase,
  type HistoryDeployment,
  type HistoryEntry,
  type HistoryOfObject,
  type HistoryRun,
  type HistoryState,
  type HistoryType,
  type RunOutcome,
} from './history';
export {
  BINDINGS,
  FACETS,
  UNMATCHED_REASONS,
  moduleDetailSchema,
  moduleSummarySchema,
  unmatchedObjectSchema,
  type Facet,
  type FacetId,
  type FacetSummary,
  type ModuleDetail,
  type ModuleSummary,
  type UnmatchedObject,
} from './module';
export {
  BINDING_CONFLICTS,
  CLAIM_PROBLEMS,
  type ClaimProblem,
  type ModuleFact,
  type ModuleObject,
} from './moduleObject';
export {
  CHECK_RESULTS,
  complianceStateSchema,
  type CheckResult,
  type CheckResultState,
  type ComplianceState,
  type PolicyFinding,
  type PolicyReportSummary,
} from './complianceState';
export { verdictOfCheck, verdictOfReports } from './complianceVerdict';
export type { Headline, ObjectRef } from './evidence';
export {
  RECOVERY_PROBLEMS,
  recoveryStateSchema,
  type Protection,
  type RecoveryProblem,
  type RecoveryState,
} from './recoveryState';
export { MODULES_CHANNEL, type ModulesSignal } from './signal';
export {
  HEALTH_STATUSES,
  SYNC_STATUSES,
  syncStateSchema,
  type Deployment,
  type SyncCause,
  type SyncState,
} from './syncState';
export { VERDICTS, worstVerdict, type Verdict } from './verdict';
