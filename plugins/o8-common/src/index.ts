/**
 * The contract of Orchestr8 for Backstage: schemas, permissions, annotations
 * and the typed client.
 *
 * @packageDocumentation
 */

export * from './client';
export * from './module';
export * from './spec';
export {
  ANNOTATION_LANDING_ZONE,
  ANNOTATION_MODULE,
  ANNOTATION_RPO,
  ANNOTATION_TIER,
  LABEL_ENVIRONMENT,
  LABEL_MODULE,
  LABEL_PART,
} from './annotations';
export { createAnswerSchema, type Answer } from './answer';
export {
  o8FleetReadPermission,
  o8LandingZoneUsePermission,
  o8ModuleCreatePermission,
  o8ModuleReadPermission,
  o8Permissions,
} from './permissions';
export {
  SOURCE_STATES,
  sourceStatusSchema,
  type SourceState,
  type SourceStatus,
} from './sourceStatus';
