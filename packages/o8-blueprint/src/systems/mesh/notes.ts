import type { ModuleContext } from '../../emitters/types';
import { metricsPort } from '../../rules/modulePorts';
import { healthRoute, hostPeers } from './failover';
import { wantsOtherRegions } from './regions';

/** What of the mesh and of failover a reviewer should know, as sentences. */
export function noteMesh(context: ModuleContext): string[] {
  return [
    ...noteMetrics(context),
    ...noteHealthChecks(context),
    ...noteHealthPath(context),
    ...noteLocality(context),
  ];
}

/** Prometheus has no identity of the mesh unless it is in it. */
function noteMetrics({ spec, zone }: ModuleContext): string[] {
  const { mesh, monitoring } = zone.spec;
  const port = metricsPort(spec);
  if (!monitoring || port === undefined || monitoring.serviceAccount) {
    return [];
  }
  if (mesh.mode === 'ambient') {
    return [
      `Prometheus reaches the metrics only if its pods in "${monitoring.namespace}" are in the mesh: the landing zone does not say so (monitoring.serviceAccount)`,
    ];
  }
  const isShared = port === spec.spec.workload.chart?.port;
  return spec.spec.workload.chart && mesh.mode === 'sidecar'
    ? [
        `Prometheus is outside of the mesh: the values of the chart have to give its pods the annotations ${
          isShared
            ? `prometheus.io/scrape: "true" and prometheus.io/port: "${port}", and its monitors have to ask port 15020`
            : `traffic.sidecar.istio.io/excludeInboundPorts: "${port}"`
        }`,
      ]
    : [];
}

/** Without a health check records stay as they are, whoever is ill. */
function noteHealthChecks(context: ModuleContext): string[] {
  const { zone, placements, spec } = context;
  const { traffic } = zone.spec;
  if (
    traffic?.kind !== 'external-dns' ||
    spec.spec.recovery.failover?.automatic === false
  ) {
    return [];
  }
  const without = placements
    .filter(placement => hostPeers(context, placement).length > 1)
    .map(({ cluster }) => cluster.name)
    .filter(name => traffic.healthChecks?.[name] === undefined);
  return without.length > 0
    ? [
        `No region takes over by itself: the landing zone has no health check (traffic.healthChecks) of ${without.join(
          ', ',
        )}`,
      ]
    : [];
}

/** What a load balancer asks for is led to the readiness of a module, where that has a path. */
function noteHealthPath(context: ModuleContext): string[] {
  const [health] = context.placements.flatMap(
    each => healthRoute(context, each) ?? [],
  );
  return health && health.target === undefined
    ? [
        `The load balancer takes a region for ill unless the module answers at ${health.path}: it has no readiness probe with a path at its port, which would be asked instead`,
      ]
    : [];
}

function noteLocality(context: ModuleContext): string[] {
  const { mesh } = context.zone.spec;
  const wants = context.placements.some(each =>
    wantsOtherRegions(context, each),
  );
  return wants && mesh.sharedByRegions && !mesh.eastWest
    ? [
        'Requests between modules stay in their region: the landing zone does not say where the gateways between its regions are (mesh.eastWest)',
      ]
    : [];
}
