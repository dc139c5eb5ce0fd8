import {
  platformRepository,
  type LandingZone,
  type LandingZoneSummary,
} from '@orchestr8/backstage-plugin-o8-common';

/** A landing zone as those see it who may use it. */
export function toSummary(zone: LandingZone): LandingZoneSummary {
  const { metadata, spec } = zone;
  return {
    name: metadata.name,
    title: metadata.title ?? metadata.name,
    description: metadata.description ?? null,
    review: spec.review,
    platformUrl: platformRepository(zone).webUrl,
    clusters: spec.clusters.map(cluster => ({
      name: cluster.name,
      title: cluster.title ?? cluster.name,
      environment: cluster.environment,
      region: cluster.region ?? null,
      default: cluster.default,
    })),
  };
}
