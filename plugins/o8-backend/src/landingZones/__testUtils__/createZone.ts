import {
  landingZoneSchema,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';

/** A landing zone with its defaults, of this name. */
export function createZone(name = 'acme'): LandingZone {
  return landingZoneSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'LandingZone',
    metadata: { name, title: 'Acme production' },
    spec: {
      git: {
        url: 'https://git.acme.example',
        modules: 'modules',
        platform: 'platform/apps',
      },
      clusters: [
        { name: 'eu-1', environment: 'production', default: true },
        { name: 'us-1', title: 'US', environment: 'production', region: 'us' },
      ],
      registry: 'ghcr.io/acme',
      placeholderImage: 'ghcr.io/acme/hello:1',
    },
  });
}
