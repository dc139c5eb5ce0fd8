export {
  networkPoliciesSource,
  readNetworkPolicy,
  type NetworkPolicyValue,
} from './networkPoliciesSource';
