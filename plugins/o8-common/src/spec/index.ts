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
export { landingZoneJsonSchema, moduleJsonSchema } from './jsonSchema';
export { findNameProblem } from './moduleName';
export { moduleLockSchema, type ModuleLock } from './moduleLock';
export {
  EGRESS_MODES,
  GIT_HOST_TYPES,
  landingZoneSchema,
  LAYOUTS,
  MESH_MODES,
  zoneNamespaces,
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
  DATA_CLASSIFICATIONS,
  EXPOSURES,
  FRAMEWORKS,
  moduleSpecSchema,
  RUNTIMES,
  TIERS,
  WORKLOAD_KINDS,
  type ModuleSpec,
  type ModuleSpecInput,
} from './moduleSpec';
export {
  formatProblem,
  problemSchema,
  toProblems,
  type Problem,
} from './problem';
export { O8_API_VERSION, toDurationMs } from './text';
