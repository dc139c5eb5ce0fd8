import {
  networkPolicy,
  ownPods,
  podsIn,
  reachablePods,
  selectPods,
} from '../../emitters/boundary/networkPolicy';
import { exposureOf } from '../../emitters/module/exposure';
import type { ModuleContext, PlacementContext } from '../../emitters/types';
import { compareText } from '../../render/sortKeys';
import { callerPort } from '../../rules/modulePorts';
import type { Manifest, PlannedPlacement } from '../../types';

type Context = Pick<ModuleContext, 'spec' | 'zone' | 'placements'>;

/** The regions of an environment in which a module is, sorted: one that a test loses is no other. */
export function listRegions(
  { placements }: Pick<Context, 'placements'>,
  { environment }: Pick<PlannedPlacement, 'environment'>,
): string[] {
  const regions = placements
    .filter(other => other.environment === environment)
    .flatMap(({ cluster }) => cluster.region ?? []);
  return [...new Set(regions)].sort(compareText);
}

/** Whether a placement has another region to go to, and wants to. */
export function wantsOtherRegions(
  context: Context,
  placement: PlannedPlacement,
): boolean {
  const { failover } = context.spec.spec.recovery;
  return (
    failover !== undefined &&
    failover.automatic &&
    placement.cluster.region !== undefined &&
    listRegions(context, placement).length > 1
  );
}

/**
 * Whether requests leave a region by themselves. Without a gateway between the networks
 * no policy could name the pods of another cluster.
 */
export function leavesRegion(
  context: Context,
  placement: PlannedPlacement,
): boolean {
  const { mode, sharedByRegions, eastWest } = context.zone.spec.mesh;
  return (
    mode === 'sidecar' &&
    sharedByRegions &&
    eastWest !== undefined &&
    wantsOtherRegions(context, placement)
  );
}

/** Where requests of each region go when their own has nobody left. */
export function toFailover(
  { spec, placements }: Context,
  placement: PlannedPlacement,
): { from: string; to: string }[] {
  const regions = listRegions({ placements }, placement);
  const { failover } = spec.spec.recovery;
  const primary = placements.find(
    ({ cluster, environment }) =>
      environment === placement.environment &&
      cluster.name === failover?.primary,
  )?.cluster.region;
  return regions.map((from, index) => ({
    from,
    to:
      primary !== undefined && primary !== from
        ? primary
        : regions[(index + 1) % regions.length],
  }));
}

/** The way out to the modules that it calls in other regions: their gateways. */
export function otherRegionsEgress(context: PlacementContext): Manifest[] {
  const { spec, zone, placement, edges } = context;
  const { eastWest } = zone.spec.mesh;
  return eastWest && edges.length > 0 && leavesRegion(context, placement)
    ? [
        networkPolicy(
          spec.metadata.name,
          { name: 'allow-other-regions-egress' },
          {
            podSelector: selectPods(ownPods(spec)),
            policyTypes: ['Egress'],
            egress: [
              {
                to: eastWest.cidrs.map(cidr => ({ ipBlock: { cidr } })),
                ports: [{ port: eastWest.port, protocol: 'TCP' }],
              },
            ],
          },
        ),
      ]
    : [];
}

/**
 * Callers of other regions come through the gateway of this one. It does not open their
 * TLS: who they are is judged by the policies of the mesh as everywhere.
 */
export function otherRegionsIngress(context: PlacementContext): Manifest[] {
  const { spec, zone, placement } = context;
  const { eastWest } = zone.spec.mesh;
  const port = callerPort(spec);
  return eastWest &&
    port !== undefined &&
    exposureOf(spec) !== 'none' &&
    leavesRegion(context, placement)
    ? [
        networkPolicy(
          spec.metadata.name,
          { name: 'allow-other-regions' },
          {
            podSelector: selectPods(reachablePods(spec)),
            policyTypes: ['Ingress'],
            ingress: [
              {
                from: [podsIn(eastWest.namespace, eastWest.podLabels)],
                ports: [{ port, protocol: 'TCP' }],
              },
            ],
          },
        ),
      ]
    : [];
}
