/**
 * The contract of Orchestr8 for Backstage: schemas, permissions, annotations
 * and the typed client.
 *
 * @packageDocumentation
 */

export * from './client';
export { ANNOTATION_MODULE } from './annotations';
export { createAnswerSchema, type Answer } from './answer';
export { o8FleetReadPermission, o8Permissions } from './permissions';
export {
  SOURCE_STATES,
  sourceStatusSchema,
  type SourceState,
  type SourceStatus,
} from './sourceStatus';
