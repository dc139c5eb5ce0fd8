export { workloadsSource } from './workloadsSource';
