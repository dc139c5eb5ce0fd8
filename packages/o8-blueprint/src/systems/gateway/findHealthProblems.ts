import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import { resolveFormer } from '../../plan/resolveFormer';
import { healthRoute } from '../mesh/failover';
import type { Surroundings } from '../System';
import { isPassedThrough } from './publicHosts';

type Context = Pick<ModuleContext, 'spec' | 'zone' | 'placements'>;

/**
 * Hosts at which the load balancer of a landing zone would hear of the health of one of two
 * modules: which one, nobody decides, and a region in which the other is ill keeps its requests.
 */
export function findHealthProblems(
  context: ModuleContext,
  { platform, zones = [] }: Surroundings,
): Problem[] {
  const own = healthAddresses(context);
  if (own.size === 0) {
    return [];
  }
  const { metadata } = context.spec;
  const known = [context.zone, ...zones];
  return (platform?.modules ?? [])
    .filter(({ spec }) => spec.metadata.name !== metadata.name)
    .flatMap(({ spec }) => {
      const zone = known.find(
        each => each.metadata.name === spec.spec.landingZone,
      );
      const theirs = zone
        ? healthAddresses(resolveFormer(spec, zone))
        : new Map<string, string>();
      return [...own]
        .filter(([address]) => theirs.has(address))
        .map(([address, host]) => ({
          path: findHostField(context, host),
          message: `"${host}" is the host of the module "${spec.metadata.name}" too, and at ${address} the load balancer of the landing zone "${context.zone.metadata.name}" asks for the health of one only: take a host of its own`,
          kind: 'refused' as const,
        }));
    });
}

/** The hosts of a module by the addresses at which its health is asked for. */
function healthAddresses(context: Context): Map<string, string> {
  return new Map(
    isPassedThrough(context.spec)
      ? []
      : context.placements.flatMap(placement => {
          const health = healthRoute(context, placement);
          const { host } = placement;
          return health && host !== undefined
            ? [[`${host}${health.path}`, host] as const]
            : [];
        }),
  );
}

function findHostField({ spec }: Context, host: string): string {
  const index = spec.spec.placements.findIndex(each => each.host === host);
  return index < 0 ? 'spec.exposure.host' : `spec.placements[${index}].host`;
}
