export {
  ClusterStore,
  CompactedError,
  type ClusterStoreOptions,
} from './ClusterStore';
export { CRD_DEFINITION } from './crdDefinition';
export type { StoreEvent } from './EventLog';
export { isEqualJson } from './isEqualJson';
export { apiVersionOf, groupOf, kindKey } from './kindKey';
export { objectKey, type ObjectRange } from './SortedObjects';
