export type { ApiRequest, ClusterContext } from './ApiRequest';
export { closeOf } from './closeOf';
export { handleResource } from './handleResource';
export { toTimestamp } from './toTimestamp';
