export {
  toBearer,
  type Access,
  type AccessProvider,
  type RenewReason,
  type TlsAccess,
} from './Access';
export { AccessHolder, type LoadAccess } from './AccessHolder';
export {
  createKubernetesAccess,
  type KubernetesAccessOptions,
} from './createKubernetesAccess';
export { readCa, readFileOf, readToken } from './readFileOf';
