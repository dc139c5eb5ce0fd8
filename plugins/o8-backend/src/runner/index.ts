export { ClusterRunner, type ClusterRunnerOptions } from './ClusterRunner';
export { pause } from './timing';
