import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import type { Manifest } from '../../types';
import { keylessIdentity } from '../pipelines/keylessIdentity';
import { literal, toPolicy, type Action } from './policy';

export const SIGNED_IMAGES = 'o8-signed-images';

/** Images of modules are signed by their pipelines; nothing where these do not sign. */
export function signedImages(zone: LandingZone, action: Action): Manifest[] {
  const { ci, registry, placeholderImage } = zone.spec;
  const identity = keylessIdentity(zone, ci);
  if (!identity) {
    return [];
  }
  const verify = 'verifyImageSignatures(image, [attestors.pipelines]) > 0';
  return [
    toPolicy(
      'ImageValidatingPolicy',
      {
        name: SIGNED_IMAGES,
        title: 'Images are signed by their pipelines',
        severity: 'critical',
        action,
      },
      {
        resourceRules: [{ apiGroups: [''], resources: ['pods'] }],
        matchImageReferences: [toReference(registry, placeholderImage)],
        attestors: [
          {
            name: 'pipelines',
            cosign: {
              keyless: { identities: [identity] },
              ctlog: { url: 'https://rekor.sigstore.dev' },
            },
          },
        ],
        validationConfigurations: {
          // What git says must not become something else: Argo CD would change it back.
          mutateDigest: false,
          verifyDigest: true,
          required: true,
        },
        validations: [
          {
            message: 'images are signed by the pipeline of a module',
            expression: `(images.containers + images.initContainers + images.ephemeralContainers).all(image, !image.startsWith(${literal(
              `${registry}/`,
            )}) || image == ${literal(placeholderImage)} || ${verify})`,
          },
        ],
      },
    ),
  ];
}

/**
 * Which images are looked at. Those are also asked for their digest, whatever an
 * expression says: a placeholder from the same registry must not be one of them.
 */
function toReference(registry: string, placeholder: string): object {
  const own = `${registry}/`;
  return placeholder.startsWith(own)
    ? {
        expression: `ref.startsWith(${literal(own)}) && ref != ${literal(
          placeholder,
        )}`,
      }
    : { glob: `${own}*` };
}
