/**
 * What a module for the Orchestr8 backend needs: sources and their extension point,
 * facts, assessors. And what all backend plugins share that write: landing zones and git.
 *
 * @packageDocumentation
 */

export type {
  AssessInput,
  AssessedState,
  Assessor,
  KnownFact,
  Objectives,
  Placement,
} from './assessor';
export type { Fact, FactSubject, FactType, Rec } from './fact';
export {
  o8SourcesExtensionPoint,
  type O8SourcesExtensionPoint,
} from './extensions';
export type { KubernetesObject, ResourceKind } from './resource';
export { sourceOf, type Source, type SourceContext } from './source';
export * from './git';
export * from './inspect';
export * from './landingZones';
