/**
 * The pure core of the write loop: a module spec and its landing zone become the
 * files of two repositories.
 *
 * @packageDocumentation
 */

export { BLUEPRINT_VERSION } from './version';
export {
  findEntryProblems,
  type EntryOptions,
} from './check/findEntryProblems';
export { findModuleProblems } from './check/findModuleProblems';
export { findPlatformProblems } from './check/findPlatformProblems';
export * from './forecast';
export { parseLandingZone } from './parse/parseLandingZone';
export { parseModuleSpec, toModuleSpec } from './parse/parseModuleSpec';
export { parsePlatform } from './parse/parsePlatform';
export { planModule } from './plan/planModule';
export { planPlatform, renderPlatform } from './plan/planPlatform';
export type { PlanModuleOptions } from './plan/resolveModule';
export { renderFiles } from './render/renderFiles';
export { renderPlan } from './render/renderPlan';
export {
  certificatePath,
  findSealTargets,
  type SealProblems,
  type SealRequest,
  type SealTargets,
} from './seal/findSealTargets';
export {
  readSealingCertificate,
  type SealingCertificate,
} from './seal/readSealingCertificate';
export { sealSecret, type SealOptions } from './seal/sealSecret';
export type { SealScope } from './seal/SealScope';
export { writeCiphertexts, type Ciphertexts } from './seal/writeCiphertexts';
export type {
  ApprovedModule,
  Manifest,
  ModulePlan,
  PlannedEdge,
  PlannedFile,
  PlannedHost,
  PlannedPlacement,
  Platform,
  RenderedFile,
  RenderedModule,
  RepositoryFile,
  Result,
} from './types';
export {
  findApprovalDifferences,
  type FieldDifference,
} from './upgrade/findApprovalDifferences';
export type {
  ConflictHunk,
  CurrentFile,
  UpgradeAction,
  UpgradedFile,
} from './upgrade/types';
export { remakeBases } from './upgrade/remakeBases';
export { upgradeFiles, type UpgradeOptions } from './upgrade/upgradeFiles';
