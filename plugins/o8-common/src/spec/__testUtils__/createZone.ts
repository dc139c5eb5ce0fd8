import {
  landingZoneSchema,
  type LandingZone,
  type LandingZoneInput,
} from '../landingZone';

/** The least that a landing zone needs, on a git host of this type. */
export function createZoneInput(
  git: Partial<LandingZoneInput['spec']['git']> = {},
): LandingZoneInput {
  return {
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'LandingZone',
    metadata: { name: 'acme' },
    spec: {
      git: {
        url: 'https://git.acme.example',
        modules: 'modules',
        platform: 'platform/apps',
        ...git,
      },
      clusters: [{ name: 'eu-1', environment: 'production', default: true }],
      registry: 'ghcr.io/acme',
      placeholderImage: 'ghcr.io/acme/hello:1',
    },
  };
}

/** The same with all its defaults. */
export function createZone(
  git?: Partial<LandingZoneInput['spec']['git']>,
): LandingZone {
  return landingZoneSchema.parse(createZoneInput(git));
}
