import { createNamespace, createNetworkPolicy } from '../clusterObjects';
import { inModule } from './createExample';

const RBAC = 'rbac.authorization.k8s.io';

/** What bounds a module's namespace. */
export const boundaryExamples = [
  createNamespace(),
  createNetworkPolicy(),
  inModule('v1', 'ResourceQuota', {
    spec: {
      hard: { pods: '60', 'requests.cpu': '8', 'limits.memory': '32Gi' },
    },
    status: {
      hard: { pods: '60', 'requests.cpu': '8', 'limits.memory': '32Gi' },
      used: { pods: '3', 'requests.cpu': '600m', 'limits.memory': '1536Mi' },
    },
  }),
  inModule('v1', 'LimitRange', {
    spec: {
      limits: [
        {
          type: 'Container',
          default: { memory: '256Mi' },
          defaultRequest: { cpu: '50m', memory: '64Mi' },
        },
      ],
    },
  }),
  inModule(`${RBAC}/v1`, 'Role', {
    rules: [
      { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
      {
        apiGroups: ['apps'],
        resources: ['deployments/scale'],
        verbs: ['get', 'patch'],
      },
    ],
  }),
  inModule(`${RBAC}/v1`, 'RoleBinding', {
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'view' },
    subjects: [{ apiGroup: RBAC, kind: 'Group', name: 'billing-owners' }],
  }),
];
