import { workloadLabels } from '../../emitters/labels';
import type { Emitter, ModuleContext } from '../../emitters/types';
import type { Manifest } from '../../types';
import { leavesRegion, toFailover } from './regions';

/** As many at once as one pod ever opens to a module; without limits Istio knows none. */
const MOST_AT_ONCE = 1_024;

/** A pod that answers with errors is left alone for a while. */
const OUTLIERS = {
  consecutive5xxErrors: 5,
  interval: '10s',
  baseEjectionTime: '30s',
};

/**
 * How the sidecars of a module call others: what they do about pods that fail. A rule
 * counts in the namespace of who calls, so it stands there, and for nobody else.
 */
export const destinationRules: Emitter<ModuleContext> = {
  file: () => 'destination-rules.yaml',
  home: 'module',
  kinds: [{ group: 'networking.istio.io', kind: 'DestinationRule' }],
  emit: context =>
    // In ambient the waypoint of a callee would have to do it, and there is none.
    context.zone.spec.mesh.mode === 'sidecar'
      ? context.edges.flatMap(({ callee, services = [] }) =>
          services.map(service => toRule(context, callee, service)),
        )
      : [],
};

function toRule(
  context: ModuleContext,
  callee: string,
  service: string,
): Manifest {
  const { at } = context;
  const isLeaving = at !== undefined && leavesRegion(context, at);
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: {
      name: service === callee ? `to-${callee}` : `to-${callee}.${service}`,
      labels: workloadLabels(context.spec.metadata.name),
    },
    spec: {
      host: `${service}.${callee}.svc.cluster.local`,
      exportTo: ['.'],
      trafficPolicy: {
        connectionPool: {
          tcp: { connectTimeout: '3s', maxConnections: MOST_AT_ONCE },
          http: {
            http1MaxPendingRequests: MOST_AT_ONCE,
            http2MaxRequests: MOST_AT_ONCE,
          },
        },
        ...(isLeaving && {
          loadBalancer: {
            localityLbSetting: {
              enabled: true,
              failover: toFailover(context, at),
            },
          },
        }),
        outlierDetection: {
          ...OUTLIERS,
          // A region is left only where all of its pods may be.
          maxEjectionPercent: isLeaving ? 100 : 50,
        },
      },
    },
  };
}
