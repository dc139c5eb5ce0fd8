export type {
  ArgocdAuth,
  ArgocdClusterConfig,
  ClusterConfig,
  CommonConfig,
  ExecConfig,
  KubernetesAuth,
  KubernetesClusterConfig,
  SnapshotClusterConfig,
  TlsConfig,
  UnsupportedClusterConfig,
} from './ClusterConfig';
export { findUrlProblem } from './findUrlProblem';
export { parseDurationMs } from './parseDurationMs';
export { readO8Config, type O8Config } from './readO8Config';
