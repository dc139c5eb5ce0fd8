import type { SystemRow } from '../systems/System';

const kinds = (group: string, ...names: string[]) =>
  names.map(kind => ({ group, kind }));

/** What every module has, whichever systems it uses. */
export const coreRows: SystemRow[] = [
  {
    title: 'Argo CD, App of Apps',
    summary:
      'A project with the sources, destinations and kinds of one module, and for each placement an Application of its boundary and one of its workload, in waves. `o8 init` writes the root Application and the project of the platform.',
    watches: kinds(
      'argoproj.io',
      'Application',
      'ApplicationSet',
      'AppProject',
    ),
    checks: ['CHG-1', 'CHG-2', 'CHG-4'],
    source: 'emitters/argocdEmitters.ts',
  },
  {
    title: 'Namespace isolation',
    summary:
      'A Namespace that outlives its file, a ResourceQuota and a LimitRange on each cluster.',
    watches: kinds('', 'Namespace', 'ResourceQuota', 'LimitRange'),
    checks: ['PSS-1', 'PSS-3'],
    source: 'emitters/namespace.ts',
  },
  {
    title: 'Pod Security Standards',
    summary:
      'Pods that are restricted, and labels of the Namespace that enforce it by a version; a chart that needs more has an exception with an owner, a reason and an end.',
    watches: [
      ...kinds('', 'Namespace'),
      ...kinds('wgpolicyk8s.io', 'PolicyReport', 'ClusterPolicyReport'),
      ...kinds('openreports.io', 'Report', 'ClusterReport'),
    ],
    checks: ['PSS-1', 'PSS-2', 'GOV-2'],
    source: 'emitters/boundary/podSecurity.ts',
  },
  {
    title: 'NetworkPolicy',
    summary:
      'Nothing in and nothing out by default; holes for DNS, metrics and what the spec asks for; for each call a way out of the caller and a way into the callee.',
    watches: kinds('networking.k8s.io', 'NetworkPolicy'),
    checks: ['NET-1', 'NET-2', 'NET-3'],
    source: 'emitters/networkPolicies.ts',
  },
  {
    title: 'RBAC',
    summary:
      "A ServiceAccount without a token, and a RoleBinding of the owner's group to a role that reads no secrets.",
    watches: kinds('rbac.authorization.k8s.io', 'Role', 'RoleBinding'),
    checks: ['RBAC-1', 'RBAC-2', 'RBAC-3'],
    source: 'emitters/boundary/roleBinding.ts',
  },
];
