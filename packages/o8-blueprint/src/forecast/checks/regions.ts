import { exposureOf } from '../../emitters/module/exposure';
import { annotationDomain, hostPeers } from '../../systems/mesh/failover';
import { listRegions } from '../../systems/mesh/regions';
import {
  fails,
  inModule,
  inZone,
  ofKind,
  satisfied,
  without,
  type Finding,
} from '../findings';
import type { PlacementIndex, PlanIndex, PlannedObject } from '../indexPlan';
import { readField, readList, readText } from '../readField';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** Whether a second region takes over: that something leads callers there by itself. */
export function judgeRegions(index: PlanIndex): Finding[] {
  const { spec, zone } = index.plan;
  const deployed = index.placements.filter(
    ({ applications }) => applications.length > 0,
  );
  const placements = deployed.map(({ placement }) => placement);
  // Tests in another region take over nothing.
  const regions = Math.max(
    0,
    ...placements.map(each => listRegions({ placements }, each).length),
  );
  if (regions < 2) {
    return [
      fails(`It is in ${regions} regions that are known, and needs two.`, {
        changes: [
          ...inModule('spec.placements'),
          ...inZone('spec.clusters[].region'),
        ],
      }),
    ];
  }
  const applications = deployed.flatMap(each => each.applications);
  if (spec.spec.workload.kind !== 'service') {
    return [satisfied(`It is in ${regions} regions.`, applications)];
  }
  const { kind = 'none' } = zone.spec.traffic ?? {};
  if (kind === 'none') {
    return [
      fails('Nothing leads callers to a healthy region.', {
        changes: inZone('spec.traffic.kind'),
      }),
    ];
  }
  if (exposureOf(spec) !== 'public') {
    return [
      without(
        'not-checked',
        `It is in ${regions} regions, and no route that checks their health leads to it: its callers decide where they go.`,
        inModule('spec.exposure'),
      ),
    ];
  }
  return [
    judgeHosts(index, deployed) ??
      satisfied(`It is in ${regions} regions, behind one host.`, [
        ...applications,
        ...deployed.flatMap(listRoutes),
      ]),
  ];
}

/** What keeps the world from a healthy region, if anything does. */
function judgeHosts(
  { plan }: PlanIndex,
  deployed: PlacementIndex[],
): Finding | undefined {
  const { failover } = plan.spec.spec.recovery;
  if (failover?.automatic === false) {
    return fails('A person leads callers to the other region.', {
      changes: inModule('spec.recovery.failover.automatic'),
    });
  }
  const placements = deployed.map(({ placement }) => placement);
  const shared = deployed.filter(
    ({ placement }) =>
      listRegions(
        { placements: hostPeers({ placements }, placement) },
        placement,
      ).length > 1,
  );
  if (shared.length === 0) {
    return fails('Its regions have different hosts.', {
      changes: inModule('spec.placements[].host'),
    });
  }
  if (shared.some(at => listRoutes(at).length === 0)) {
    return fails('A region has no route.');
  }
  return plan.zone.spec.traffic?.kind === 'external-dns'
    ? judgeRecords(plan.zone, shared)
    : judgeHealthPath(plan.zone.spec.traffic?.healthPath, shared);
}

type Zone = PlanIndex['plan']['zone'];

/** Records of one host, each with a health check: otherwise answers lead to who is ill. */
function judgeRecords(
  zone: Zone,
  shared: PlacementIndex[],
): Finding | undefined {
  const domain = annotationDomain(zone);
  const routes = shared.flatMap(listRoutes);
  const lacking = (annotation: string) =>
    routes.filter(
      ({ object }) =>
        object.metadata.annotations?.[`${domain}/${annotation}`] === undefined,
    );
  const alone = lacking('set-identifier');
  if (alone.length > 0) {
    return fails('Records of its regions would replace each other.', {
      objects: alone,
    });
  }
  const unasked = lacking('aws-health-check-id');
  return unasked.length > 0
    ? fails('Nothing asks whether a region is healthy.', {
        objects: unasked,
        changes: inZone('spec.traffic.healthChecks'),
      })
    : undefined;
}

function judgeHealthPath(
  healthPath: string | undefined,
  shared: PlacementIndex[],
): Finding | undefined {
  const routes = shared.flatMap(listRoutes);
  if (routes.some(({ object }) => object.kind === 'TLSRoute')) {
    return without(
      'not-checked',
      'Its TLS ends in the module: whether that answers the load balancer is seen when it runs.',
    );
  }
  const silent = shared.filter(
    at => !listRoutes(at).some(({ object }) => servesPath(object, healthPath)),
  );
  return silent.length > 0
    ? fails('No route serves the path that the load balancer asks.', {
        objects: silent.flatMap(listRoutes),
      })
    : undefined;
}

function servesPath(route: object, healthPath: string | undefined): boolean {
  return readList(route, 'spec.rules')
    .flatMap(rule => readList(rule, 'matches'))
    .some(
      match =>
        readText(match, 'path.type') === 'Exact' &&
        readField(match, 'path.value') === healthPath,
    );
}

function listRoutes({ workload }: PlacementIndex): PlannedObject[] {
  return ['HTTPRoute', 'TLSRoute'].flatMap(kind =>
    ofKind(workload, GATEWAY_API, kind),
  );
}
