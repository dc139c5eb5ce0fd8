import type { LandingZoneSummary } from '@orchestr8/backstage-plugin-o8-common';
import type { Translate } from '../../translation';

/** Where a module goes that names no placement: "production: Europe 1, US 1". */
export function sayPlaces(
  t: Translate,
  { clusters }: Pick<LandingZoneSummary, 'clusters'>,
): string {
  const titles = new Map<string, string[]>();
  for (const cluster of clusters.filter(c => c.default)) {
    const others = titles.get(cluster.environment) ?? [];
    titles.set(cluster.environment, [...others, cluster.title]);
  }
  return [...titles]
    .map(([environment, names]) =>
      t('create.zone.places', { environment, clusters: names.join(', ') }),
    )
    .join('; ');
}
