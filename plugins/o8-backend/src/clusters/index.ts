export type {
  ClusterConnection,
  ConnectionOptions,
  ListOptions,
  ListPage,
  Probe,
  ServedKind,
  WatchEvent,
} from './ClusterConnection';
export { ClusterError, type ClusterErrorCode } from './ClusterError';
export {
  createConnection,
  type CreateConnectionOptions,
} from './createConnection';
export { KubernetesConnection } from './KubernetesConnection';
export { PageTurns, type PageTurn } from './PageTurns';
