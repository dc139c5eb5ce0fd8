import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import type { Surroundings } from '../System';
import { listRegions } from './regions';

/** What the zone has against what a spec says of the loss of a region. */
export function findFailoverProblems(context: ModuleContext): Problem[] {
  const { spec, zone, placements } = context;
  const { failover } = spec.spec.recovery;
  if (!failover) {
    return [];
  }
  const refuse = (field: string, message: string): Problem => ({
    path: `spec.recovery.failover${field}`,
    message,
    kind: 'refused',
  });
  const clusters = placements.map(({ cluster }) => cluster.name);
  const { primary } = failover;
  const hasOther = placements.some(
    placement => listRegions(context, placement).length > 1,
  );
  return [
    ...(hasOther
      ? []
      : [
          refuse(
            '',
            `there is no second region to go to: the placements of no environment are in two regions of the landing zone "${zone.metadata.name}"`,
          ),
        ]),
    // Placements that are named are judged with the spec; these are those of the zone.
    ...(primary !== undefined && !clusters.includes(primary)
      ? [
          refuse(
            '.primary',
            `"${primary}" is not among its placements: one of ${clusters.join(
              ', ',
            )}`,
          ),
        ]
      : []),
  ];
}

/** Callees that take mutual TLS only, which nobody outside of their mesh speaks. */
export function findUnreachableCallees(
  { zone, edges }: ModuleContext,
  { platform, zones = [] }: Surroundings,
): Problem[] {
  if (zone.spec.mesh.mode !== 'none') {
    return [];
  }
  return edges.flatMap(({ callee, index }) => {
    const other = platform?.modules.find(
      ({ spec }) => spec.metadata.name === callee,
    )?.spec;
    const home = zones.find(
      ({ metadata }) => metadata.name === other?.spec.landingZone,
    );
    return home && home.spec.mesh.mode !== 'none'
      ? [
          {
            path: `spec.dependsOn[${index}].module`,
            message: `"${callee}" takes mutual TLS of its mesh only, and the landing zone "${zone.metadata.name}" is in no mesh`,
            kind: 'refused' as const,
          },
        ]
      : [];
  });
}
