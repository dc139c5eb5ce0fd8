export {
  ClusterStore,
  CompactedError,
  type ClusterStoreOptions,
} from './ClusterStore';
export type { StoreEvent } from './EventLog';
export { apiVersionOf, groupOf, kindKey } from './kindKey';
export { objectKey, type ObjectRange } from './SortedObjects';
