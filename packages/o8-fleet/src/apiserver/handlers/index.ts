export type { ApiRequest, ClusterContext } from './ApiRequest';
export { handleResource } from './handleResource';
export { toTimestamp } from './toTimestamp';
