import type { FileManifest } from './manifest';
import { findProjectProblems } from './findProjectProblems';

// A system that is still to come: routes of a module are written into its repository.
jest.mock('../emitters/moduleEmitters', () => {
  const { moduleEmitters } = jest.requireActual('../emitters/moduleEmitters');
  const route = {
    file: () => 'route.yaml',
    home: 'module',
    kinds: [{ group: 'networking.istio.io', kind: 'VirtualService' }],
    emit: () => [],
  };
  return { moduleEmitters: [...moduleEmitters, route] };
});

const projectWith = (group: string, kind: string): FileManifest => ({
  path: 'modules/billing/app-project.yaml',
  object: {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'billing' },
    spec: { namespaceResourceWhitelist: [{ group, kind }] },
  },
});

describe('the kinds of a project', () => {
  it('may be one that a boundary has too where we write it for the module', () => {
    const project = projectWith('networking.istio.io', 'VirtualService');
    expect(findProjectProblems(project, 'billing')).toEqual([]);
  });

  it.each([
    ['networking.istio.io', 'ServiceEntry'],
    ['networking.istio.io', 'Sidecar'],
    ['security.istio.io', 'PeerAuthentication'],
    ['networking.k8s.io', 'NetworkPolicy'],
    ['rbac.authorization.k8s.io', 'RoleBinding'],
    ['security.istio.io', 'AuthorizationPolicy'],
    ['argoproj.io', 'Application'],
    ['', 'Namespace'],
  ])('are none of the boundary that only it has: %s/%s', (group, kind) => {
    const lines = findProjectProblems(projectWith(group, kind), 'billing');
    expect(lines.map(({ message }) => message)).toEqual([
      `allows ${kind}, which belongs to the boundary of a module`,
    ]);
  });
});
