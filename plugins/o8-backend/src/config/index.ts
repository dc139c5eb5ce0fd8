export type {
  ArgocdAuth,
  ArgocdClusterConfig,
  ClusterConfig,
  ExecConfig,
  KubernetesAuth,
  KubernetesClusterConfig,
  SnapshotClusterConfig,
  UnsupportedClusterConfig,
} from './ClusterConfig';
export { findUrlProblem } from './findUrlProblem';
export { parseDurationMs } from './parseDurationMs';
export { readO8Config, type O8Config } from './readO8Config';
