export { ClusterRunner } from './ClusterRunner';
export { DEFAULT_TIMING, pause, type RunnerTiming } from './timing';
