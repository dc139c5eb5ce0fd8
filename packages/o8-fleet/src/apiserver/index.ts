export {
  ADMIN,
  createViewer,
  READER,
  READER_RULES,
  TokenTable,
  type PolicyRule,
  type User,
} from './access';
export { ClusterClock } from './ClusterClock';
export { createClusterRouter } from './createClusterRouter';
export {
  admitCrd,
  crdNameOf,
  isAccepted,
  removeKind,
  toCrd,
  type CrdSurroundings,
} from './definitions';
export {
  FaultGate,
  faultSchema,
  type Fault,
  type FaultedResource,
} from './faults';
export { closeOf, toTimestamp } from './handlers';
export {
  ClusterStore,
  CRD_DEFINITION,
  kindKey,
  type ClusterStoreOptions,
} from './store';
export { StatusError } from './StatusError';
