import {
  landingZoneSchema,
  O8_API_VERSION,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';

/** A landing zone whose repositories are on a given git host. */
export function createZone(
  url: string,
  git: { branch?: string } = {},
): LandingZone {
  return landingZoneSchema.parse({
    apiVersion: O8_API_VERSION,
    kind: 'LandingZone',
    metadata: { name: 'demo' },
    spec: {
      git: { url, modules: 'modules', platform: 'platform/o8-apps', ...git },
      clusters: [{ name: 'eu-1', environment: 'production', default: true }],
      registry: 'registry.example/modules',
      placeholderImage: 'registry.example/placeholder:1.0.0',
    },
  });
}
