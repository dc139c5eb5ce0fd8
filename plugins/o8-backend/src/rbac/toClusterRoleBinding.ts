import { createMetadata, RBAC_GROUP } from './createMetadata';

/**
 * A ClusterRoleBinding as it is applied to a cluster.
 *
 * @public
 */
export interface ClusterRoleBinding {
  apiVersion: string;
  kind: 'ClusterRoleBinding';
  metadata: { name: string; labels: Record<string, string> };
  roleRef: { apiGroup: string; kind: 'ClusterRole'; name: string };
  subjects: { kind: 'ServiceAccount'; namespace: string; name: string }[];
}

/**
 * Gives a role to an account, in all namespaces.
 *
 * @public
 */
export function toClusterRoleBinding(options: {
  role: string;
  serviceAccount: { namespace: string; name: string };
}): ClusterRoleBinding {
  const { role, serviceAccount } = options;
  const { namespace, name } = serviceAccount;
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: createMetadata(role),
    roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', namespace, name }],
  };
}
