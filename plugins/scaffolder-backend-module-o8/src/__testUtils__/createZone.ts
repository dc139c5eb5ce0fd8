import {
  landingZoneSchema,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';

/** A landing zone with two default clusters and one with a name to confuse, at a git host. */
export function createZone(
  options: {
    url?: string;
    name?: string;
    review?: 'required' | 'none';
    layout?: LandingZone['spec']['layout'];
  } = {},
): LandingZone {
  return landingZoneSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'LandingZone',
    metadata: { name: options.name ?? 'demo' },
    spec: {
      review: options.review ?? 'none',
      layout: options.layout,
      git: {
        url: options.url ?? 'http://127.0.0.1:1',
        modules: 'modules',
        platform: 'platform/o8-apps',
      },
      clusters: [
        { name: 'eu-1', environment: 'production', default: true },
        { name: 'us-1', environment: 'production', default: true },
        { name: 'x-eu-1', environment: 'staging' },
      ],
      registry: 'registry.o8.example/modules',
      placeholderImage: 'registry.o8.example/placeholder:1.0.0',
      podSecurityVersion: 'v1.36',
    },
  });
}
