/**
 * The contract of Orchestr8 for Backstage: schemas, permissions, annotations
 * and the typed client.
 *
 * @packageDocumentation
 */

export * from './client';
export * from './controls';
export * from './module';
export * from './spec';
export {
  ANNOTATION_ARGOCD_APP_NAME,
  ANNOTATION_ARGOCD_APP_NAMESPACE,
  ANNOTATION_ARGOCD_APP_SELECTOR,
  ANNOTATION_ARGOCD_INSTANCE_NAME,
  ANNOTATION_ARGOCD_PROJECT_NAME,
  ANNOTATION_ENTITY_REF,
  ANNOTATION_KUBERNETES_CLUSTER,
  ANNOTATION_KUBERNETES_ID,
  ANNOTATION_KUBERNETES_LABEL_SELECTOR,
  ANNOTATION_KUBERNETES_NAMESPACE,
  ANNOTATION_LANDING_ZONE,
  ANNOTATION_MODULE,
  ANNOTATION_PLACEHOLDER_IMAGE,
  ANNOTATION_RPO,
  ANNOTATION_TIER,
  LABEL_ENVIRONMENT,
  LABEL_MODULE,
  LABEL_PART,
  MODULE_ANNOTATIONS,
} from './annotations';
export { createAnswerSchema, type Answer } from './answer';
export {
  o8FleetReadPermission,
  o8LandingZoneUsePermission,
  o8ModuleCreatePermission,
  o8ModuleReadPermission,
  o8Permissions,
  RESOURCE_TYPE_O8_MODULE,
} from './permissions';
export {
  SOURCE_STATES,
  sourceStatusSchema,
  type KindStatus,
  type SourceState,
  type SourceStatus,
} from './sourceStatus';
