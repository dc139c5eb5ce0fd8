import { moduleLabels } from '../labels';
import type { Emitter, PlacementContext } from '../types';
import { ownerGroup } from './ownerGroup';

/** Lets the owner's group look at its module. What changes comes from git. */
export const roleBinding: Emitter<PlacementContext> = {
  file: () => 'role-binding.yaml',
  home: 'module',
  kinds: [{ group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' }],
  emit: ({ spec, zone }) => {
    const owner = ownerGroup(spec, zone);
    const { name } = spec.metadata;
    const apiGroup = 'rbac.authorization.k8s.io';
    return 'group' in owner
      ? [
          {
            apiVersion: `${apiGroup}/v1`,
            kind: 'RoleBinding',
            metadata: {
              name: 'module-owners',
              namespace: name,
              labels: moduleLabels(name),
            },
            roleRef: {
              apiGroup,
              kind: 'ClusterRole',
              name: zone.spec.owners.clusterRole,
            },
            subjects: [{ apiGroup, kind: 'Group', name: owner.group }],
          },
        ]
      : [];
  },
};
