import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import {
  sourceOf,
  type Assessor,
  type Placement,
  type Source,
} from '@orchestr8/backstage-plugin-o8-node';
import type { ModuleFacts, SourceAddress } from '../store';
import { StatusIndex } from './StatusIndex';

/**
 * The sources that a facet of a module rests on: for what has to be read where the
 * module is, those of its placements; for what may be anywhere, those of the clusters
 * that have something of it.
 *
 * A cluster to which nothing points does not count, not even one that never answered:
 * else one wrong token would take the colour from the whole fleet.
 */
export function selectSources(options: {
  assessor: Pick<Assessor, 'needs'>;
  sources: Pick<Source, 'id' | 'reach'>[];
  module: Pick<ModuleFacts, 'placements' | 'facts'>;
  statuses: SourceStatus[];
}): SourceAddress[] {
  const { assessor, sources, module, statuses } = options;
  const placements = module.placements.map(({ cluster }: Placement) => cluster);
  const index = StatusIndex.of(statuses);
  return sources
    .filter(({ id }) => assessor.needs.some(type => sourceOf(type) === id))
    .flatMap(({ id, reach }) => {
      const clusters =
        reach === 'placements'
          ? placements
          : [
              ...module.facts
                .filter(({ type }) => sourceOf(type) === id)
                .map(({ object }) => object.cluster),
              // They may have something of it too.
              ...placements.filter(cluster =>
                index.isNeverRead({ cluster, source: id }),
              ),
            ];
      return [...new Set(clusters)]
        .sort()
        .map(cluster => ({ cluster, source: id }));
    });
}

/** The statuses of some sources, in the order of the statuses. */
export function pickStatuses(
  statuses: SourceStatus[],
  addresses: SourceAddress[],
): SourceStatus[] {
  return StatusIndex.of(statuses).pick(addresses);
}
