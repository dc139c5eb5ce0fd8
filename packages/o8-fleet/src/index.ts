/**
 * The demo fleet: servers that speak the protocols of real clusters.
 *
 * @packageDocumentation
 */

export {
  ClusterStore,
  READER_RULES,
  type Fault,
  type FaultedResource,
  type PolicyRule,
} from './apiserver';
export { FleetControl, type FleetLife, type FleetState } from './control';
export type { FleetTokens } from './dataFolder';
export type { ArgoCdDescription, Fleet, FleetDescription } from './Fleet';
export { GitHost, type GitHostOptions, type PushListener } from './git';
export {
  DEFAULT_SIZES,
  startFleet,
  type StartFleetOptions,
} from './startFleet';
export type {
  ArgoCdContent,
  ArgoCdDestination,
  ClusterContent,
  GroupKind,
  KubeObject,
  ObjectMeta,
  ObjectStore,
  ResourceDefinition,
  World,
  WorldOptions,
} from './types';
