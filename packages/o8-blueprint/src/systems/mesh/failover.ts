import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import type { PlannedPlacement } from '../../types';

/** Since version 0.22 of external-dns. */
const ANNOTATION_DOMAIN = 'external-dns.kubernetes.io';
/** Of Route 53: any number would do, if all that share the requests have the same. */
const WHOLE_WEIGHT = 100;

/** The path by which a load balancer knows whether a region is healthy. */
export interface HealthRoute {
  /** At the module's public host. */
  path: string;
  /** Where the module answers; as asked, where it is not known. */
  target?: string;
}

/** The domain of the annotations that the external-dns of a zone reads. */
export function annotationDomain({ spec }: LandingZone): string {
  return spec.traffic?.annotationDomain ?? ANNOTATION_DOMAIN;
}

/** The placements that answer at the public host of one of them, itself included. */
export function hostPeers(
  { placements }: Pick<ModuleContext, 'placements'>,
  { host }: PlannedPlacement,
): PlannedPlacement[] {
  return host === undefined
    ? []
    : placements.filter(other => other.host === host);
}

/**
 * What the route of a placement says to external-dns, so that records of several regions
 * for one host stand beside each other; nothing where a host is in one place only.
 */
export function trafficAnnotations(
  context: Pick<ModuleContext, 'spec' | 'zone' | 'placements'>,
  placement: PlannedPlacement,
): Record<string, string> {
  const { spec, zone } = context;
  const { traffic } = zone.spec;
  const peers = hostPeers(context, placement);
  if (traffic?.kind !== 'external-dns' || peers.length < 2) {
    return {};
  }
  const checkOf = ({ cluster }: PlannedPlacement) =>
    spec.spec.recovery.failover?.automatic === false
      ? undefined
      : traffic.healthChecks?.[cluster.name];
  const check = checkOf(placement);
  // Records of one host must all be of one policy: a pair, or none.
  const isPair =
    peers.length === 2 && peers.every(each => checkOf(each) !== undefined);
  const own = {
    'set-identifier': placement.cluster.name,
    ...toPolicy(context, placement, isPair),
    ...(check !== undefined && { 'aws-health-check-id': check }),
  };
  const domain = annotationDomain(zone);
  return Object.fromEntries(
    Object.entries(own).map(([key, value]) => [`${domain}/${key}`, value]),
  );
}

/** Who answers: one and, when it is ill, the other; or all by their weights. */
function toPolicy(
  { spec }: Pick<ModuleContext, 'spec'>,
  { cluster }: PlannedPlacement,
  isPair: boolean,
): Record<string, string> {
  const { failover } = spec.spec.recovery;
  const isPassive =
    failover?.mode === 'active-passive' && failover.primary !== cluster.name;
  // Route 53 knows one primary and one secondary record; with more of them, or where a
  // person decides, those that wait have no weight: they answer when all others are ill.
  return failover?.mode === 'active-passive' && isPair
    ? { 'aws-failover': isPassive ? 'SECONDARY' : 'PRIMARY' }
    : { 'aws-weight': String(isPassive ? 0 : WHOLE_WEIGHT) };
}

/**
 * Where the load balancer of the landing zone asks for the health of a placement, which
 * its route has to serve beside its public paths.
 */
export function healthRoute(
  context: Pick<ModuleContext, 'spec' | 'zone' | 'placements'>,
  placement: PlannedPlacement,
): HealthRoute | undefined {
  const { spec, zone } = context;
  const { kind, healthPath } = zone.spec.traffic ?? {};
  if (
    kind !== 'load-balancer' ||
    healthPath === undefined ||
    hostPeers(context, placement).length < 2
  ) {
    return undefined;
  }
  const { port, probes } = spec.spec.workload;
  const ready = probes?.readiness;
  // Another port is not behind the Service.
  return ready?.path !== undefined && (ready.port ?? port) === port
    ? { path: healthPath, target: ready.path }
    : { path: healthPath };
}
