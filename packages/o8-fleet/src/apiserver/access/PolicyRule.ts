/** A rule of a role, in the form of `rbac.authorization.k8s.io`. */
export interface PolicyRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}
