export { toClusterRole, type ClusterRole } from './toClusterRole';
export {
  toClusterRoleBinding,
  type ClusterRoleBinding,
} from './toClusterRoleBinding';
export { toMissingRule } from './toMissingRule';
export { toPolicyRules, type PolicyRule } from './toPolicyRules';
export { toServiceAccount, type ServiceAccount } from './toServiceAccount';
