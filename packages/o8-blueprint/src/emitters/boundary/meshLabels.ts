import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';

/** How a namespace joins the mesh. Two of these labels at once cancel each other out. */
export function meshLabels({
  spec: { mesh },
}: LandingZone): Record<string, string> {
  switch (mesh.mode) {
    case 'ambient':
      return { 'istio.io/dataplane-mode': 'ambient' };
    case 'sidecar':
      return mesh.revision
        ? { 'istio.io/rev': mesh.revision }
        : { 'istio-injection': 'enabled' };
    default:
      return {};
  }
}
