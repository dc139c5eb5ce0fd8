export { ApiClient, type ApiRequest, type ApiTiming } from './ApiClient';
export { toReadError } from './readBody';
