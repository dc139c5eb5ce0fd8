/**
 * The engine of Orchestr8 without Backstage: what is read from clusters, how they are
 * connected, what they have to allow, and a look at whether they do. For programs beside
 * the backend, such as the command line.
 *
 * @packageDocumentation
 */

export {
  createConnection,
  ClusterError,
  type ClusterConnection,
  type ClusterErrorCode,
  type ConnectionOptions,
  type CreateConnectionOptions,
  type ListOptions,
  type ListPage,
  type PageTurn,
  type PageTurns,
  type Probe,
  type ServedKind,
  type WatchEvent,
} from './clusters';
export {
  readO8Config,
  type ArgocdAuth,
  type ArgocdClusterConfig,
  type ClusterConfig,
  type CommonConfig,
  type ExecConfig,
  type KubernetesAuth,
  type KubernetesClusterConfig,
  type O8Config,
  type SnapshotClusterConfig,
  type TlsConfig,
  type UnsupportedClusterConfig,
} from './config';
export * from './doctor';
export * from './rbac';
export { builtInSources } from './sources';
export {
  DEFAULT_TIMING,
  scaleTiming,
  type AssessTiming,
  type ConnectionTiming,
  type EngineTiming,
  type LeaseTiming,
  type RunnerTiming,
  type StoreTiming,
} from './timing';
