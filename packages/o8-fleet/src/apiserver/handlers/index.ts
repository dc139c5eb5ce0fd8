export type { ApiRequest, ClusterContext } from './ApiRequest';
export { handleResource } from './handleResource';
