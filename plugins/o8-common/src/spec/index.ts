export {
  compareUrl,
  fileUrl,
  moduleRepository,
  platformRepository,
  type Repository,
} from './repositories';
export {
  blueprintQuerySchema,
  blueprintValidationSchema,
  type BlueprintQuery,
  type BlueprintValidation,
} from './blueprintAnswers';
export { findNameProblem } from './moduleName';
export { moduleLockSchema, type ModuleLock } from './moduleLock';
export {
  GIT_HOST_TYPES,
  landingZoneSchema,
  type LandingZone,
  type LandingZoneInput,
} from './landingZone';
export {
  landingZoneSummarySchema,
  moduleNameAnswerSchema,
  NAME_STATES,
  type LandingZoneSummary,
  type ModuleNameAnswer,
} from './landingZoneAnswers';
export {
  moduleSpecSchema,
  TIERS,
  type ModuleSpec,
  type ModuleSpecInput,
} from './moduleSpec';
export {
  formatProblem,
  problemSchema,
  toProblems,
  type Problem,
} from './problem';
export { O8_API_VERSION } from './text';
