export type {
  ClusterConnection,
  ListPage,
  ServedKind,
  WatchEvent,
} from './ClusterConnection';
export { ClusterError } from './ClusterError';
export {
  KubernetesConnection,
  type ConnectionTiming,
} from './KubernetesConnection';
