export { createWorld } from './createWorld';
export { definitionsOf } from './definitions';
export {
  createClusterProfiles,
  serverUrlOf,
  type ClusterProfile,
} from './clusterProfiles';
export {
  profiles,
  type ModuleProfile,
  type Trouble,
  type TroubleAt,
} from './profiles';
