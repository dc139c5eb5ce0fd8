import type { SystemRow } from '../System';

const SECURITY = 'security.istio.io';
const NETWORKING = 'networking.istio.io';

export const rows: SystemRow[] = [
  {
    title: 'Istio',
    summary:
      'Sidecar or ambient: mutual TLS only, nobody is let in, then each caller by its identity and port, the gateway, and Prometheus where it asks through the mesh. Sidecars refuse hosts that nobody declared, and leave pods alone that answer with errors.',
    watches: [
      { group: SECURITY, kind: 'PeerAuthentication' },
      { group: SECURITY, kind: 'AuthorizationPolicy' },
      { group: NETWORKING, kind: 'DestinationRule' },
    ],
    checks: ['NET-4', 'TLS-1'],
    source: 'systems/mesh',
  },
  {
    title: 'Failover',
    summary:
      'For a public host in several regions: records of external-dns beside each other, with weights or a primary and a health check, or a path that the load balancer asks. Where the regions share one mesh, requests between modules leave a region that has nobody left.',
    watches: [
      { group: 'apps', kind: 'Deployment' },
      { group: 'policy', kind: 'PodDisruptionBudget' },
      { group: NETWORKING, kind: 'DestinationRule' },
    ],
    checks: ['HA-1', 'HA-2', 'HA-3'],
    source: 'systems/mesh/failover.ts',
  },
  {
    title: 'Multi-region',
    summary:
      'An overlay and an Application for each placement, and policies between regions where these share one mesh.',
    watches: [{ group: 'argoproj.io', kind: 'Application' }],
    checks: ['HA-1', 'HA-3'],
    source: 'systems/mesh/regions.ts',
  },
];
