export { ADMIN, createReader, TokenTable, type User } from './access';
export { createClusterRouter } from './createClusterRouter';
export {
  FaultGate,
  faultSchema,
  type Fault,
  type FaultedResource,
} from './faults';
export { ClusterStore, type ClusterStoreOptions } from './store';
