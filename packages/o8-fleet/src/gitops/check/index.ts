export {
  checkManifests,
  type CheckOptions,
  type Target,
} from './checkManifests';
export { Project, type ClusterAddresses } from './Project';
export { findSchemaProblem } from './findSchemaProblem';
export { findUpdateProblem } from './findUpdateProblem';
