import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import type { Manifest } from '../types';

/**
 * Argo CD does not judge the health of Applications by itself, and would start a
 * workload before the boundary in an earlier wave is ready.
 */
const HEALTH_LUA = `local known = (obj.status or {}).health or {}
return {
  status = known.status or "Progressing",
  message = known.message or "",
}
`;

/** The part of Argo CD's settings that an App of Apps needs. */
export function argocdHealth({ spec }: LandingZone): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'argocd-cm',
      namespace: spec.argocd.namespace,
      // Argo CD reads no settings without this label.
      labels: { 'app.kubernetes.io/part-of': 'argocd' },
    },
    data: {
      'resource.customizations.health.argoproj.io_Application': HEALTH_LUA,
    },
  };
}
