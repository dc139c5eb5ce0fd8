import { KEPT, syncWave } from './annotations';
import { moduleLabels } from './labels';
import type { Emitter, PlacementContext } from './types';

/** The namespace of a module. Nothing that Argo CD does removes it. */
export const namespace: Emitter<PlacementContext> = {
  file: () => 'namespace.yaml',
  home: 'cluster',
  kinds: [{ group: '', kind: 'Namespace' }],
  emit: ({ spec: { metadata }, zone }) => [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: metadata.name,
        labels: {
          ...moduleLabels(metadata.name),
          'backstage.io/kubernetes-id': metadata.name,
          ...podSecurityLabels(zone.spec.podSecurityVersion),
        },
        annotations: { ...KEPT, ...syncWave(-10) },
      },
    },
  ],
};

/** Enforced as of a version, so that an upgrade of Kubernetes stops no pod; warned of as of the latest. */
function podSecurityLabels(version: string): Record<string, string> {
  const prefix = 'pod-security.kubernetes.io';
  return {
    [`${prefix}/enforce`]: 'restricted',
    [`${prefix}/enforce-version`]: version,
    [`${prefix}/audit`]: 'restricted',
    [`${prefix}/audit-version`]: 'latest',
    [`${prefix}/warn`]: 'restricted',
    [`${prefix}/warn-version`]: 'latest',
  };
}
