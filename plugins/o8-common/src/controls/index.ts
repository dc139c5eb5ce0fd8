export {
  CATALOG_TEXTS,
  REQUIREMENTS,
  type ComplianceCatalog,
  type ComplianceControl,
} from './catalog';
export {
  AUTOMATIONS,
  CHECK_SEVERITIES,
  CHECK_SUBJECTS,
  FORECAST_BASES,
  type ComplianceCheck,
} from './check';
export { type CheckFamily } from './compileControls';
export {
  findCheck,
  getCatalog,
  getMapping,
  listCheckFamilies,
  type Framework,
} from './controls';
export {
  CONFIDENCES,
  COVERAGES,
  RELATIONSHIPS,
  type ComplianceMapping,
  type MappingEntry,
} from './mapping';
