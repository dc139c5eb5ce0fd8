export {
  CLAIM_ANNOTATIONS,
  type Claim,
  type ClaimableObject,
  type ClaimType,
} from './Claim';
export {
  APPLICATION_KIND,
  APPLICATION_SET_KIND,
  isClaimable,
  isPlatformNamespace,
  NAMESPACE_KIND,
} from './kinds';
export { isClaimed } from './isClaimed';
export {
  findIndexRequirement,
  parseLabelSelector,
  toIndexLabel,
} from './labelSelector';
export { judgeClaimed, type ClaimedObject } from './judgeClaimed';
export { parseClaims } from './parseClaims';
export { isOthers, toBinding } from './toBinding';
