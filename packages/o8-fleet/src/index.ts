/**
 * The demo fleet: servers that speak the protocols of real clusters.
 *
 * @packageDocumentation
 */

export { ClusterStore, type Fault, type FaultedResource } from './apiserver';
export { FleetControl, type FleetLife, type FleetState } from './control';
export type { FleetTokens } from './dataFolder';
export type { Fleet, FleetDescription } from './Fleet';
export { GitHost, type GitHostOptions, type PushListener } from './git';
export {
  DEFAULT_SIZES,
  startFleet,
  type StartFleetOptions,
} from './startFleet';
export type {
  ClusterContent,
  GroupKind,
  KubeObject,
  ObjectMeta,
  ObjectStore,
  ResourceDefinition,
  World,
  WorldOptions,
} from './types';
