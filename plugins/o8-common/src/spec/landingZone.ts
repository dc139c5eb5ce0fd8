import { z } from 'zod';
import { checkZone } from './zone/checkZone';
import { clusterSchema } from './zone/cluster';
import { gitSchema } from './zone/git';
import { argocdSchema, backupSchema, quotaSchema } from './zone/limits';
import { networkShape } from './zone/network';
import { systemsShape } from './zone/systems';
import {
  dnsLabelSchema,
  enumSchema,
  imageSchema,
  lineSchema,
  O8_API_VERSION,
} from './text';

export { GIT_HOST_TYPES } from './zone/git';
export { EGRESS_MODES, MESH_MODES } from './zone/network';
export { zoneNamespaces } from './zone/zoneNamespaces';

/** How the objects of modules beside Argo CD are listed. @public */
export const LAYOUTS = [
  'directory',
  'kustomize',
  'helm-values',
  'applicationset',
] as const;

const POD_SECURITY_VERSION = /^(latest|v1\.[0-9]{1,3})$/;

const zoneSpecSchema = z
  .strictObject({
    review: z
      .enum(['required', 'none'], 'must be "required" or "none"')
      .default('required')
      .describe(
        '`required`: entries come as a branch that somebody merges. `none`: they are pushed, and deployed at once.',
      ),
    layout: enumSchema(LAYOUTS)
      .default('directory')
      .describe('How the objects of modules beside Argo CD are listed.'),
    git: gitSchema.describe('Where repositories are.'),
    argocd: argocdSchema.prefault({}).describe('What deploys.'),
    clusters: z
      .array(clusterSchema)
      .min(1, 'needs at least one cluster')
      .max(200, 'has more than 200 entries')
      .describe(
        'Where modules may be placed; at least one with `default: true`.',
      ),
    registry: z
      .string('must be text')
      .regex(
        /^[a-z0-9]+([._-][a-z0-9]+)*(:[0-9]+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
        'is not a registry such as ghcr.io/acme',
      )
      .describe('Where images of modules are: `<registry>/<name>`.'),
    placeholderImage: imageSchema.describe(
      'What runs until the first image of a module is there. It listens on `$PORT`, without privileges.',
    ),
    podSecurityVersion: z
      .string('must be text')
      .regex(POD_SECURITY_VERSION, 'is not a version such as v1.36')
      .default('latest')
      .describe(
        'The version of the Pod Security Standards that namespaces are held to: `latest` or such as `v1.36`.',
      ),
    quota: quotaSchema
      .prefault({})
      .describe('What one module may use of a cluster.'),
    backup: backupSchema.prefault({}).describe('Where backups go.'),
    namespaces: z
      .array(dnsLabelSchema)
      .default([])
      .describe(
        'Further namespaces in which the platform lives: no module is called so. Those that other fields name need not be repeated.',
      ),
    ...networkShape,
    ...systemsShape,
  })
  // Always: a problem in one field does not hide those of the others.
  .superRefine(checkZone, { when: () => true });

/**
 * The schema of a landing zone: what the platform team decides once. Developers
 * choose one by its name and never type a repository, cluster or registry.
 *
 * @public
 */
export const landingZoneSchema = z.strictObject({
  apiVersion: z
    .literal(O8_API_VERSION, `must be "${O8_API_VERSION}"`)
    .describe('The version of this document.'),
  kind: z
    .literal('LandingZone', 'must be "LandingZone"')
    .describe('What this document is.'),
  metadata: z
    .strictObject({
      name: dnsLabelSchema.describe(
        'How modules, forms and permissions call it.',
      ),
      title: lineSchema(80)
        .optional()
        .describe('What people read instead of the name.'),
      description: lineSchema(500)
        .optional()
        .describe('When to choose it; forms show it.'),
    })
    .describe('How it is called.'),
  spec: zoneSpecSchema.describe('What the platform has decided.'),
});

/**
 * A landing zone with its defaults.
 *
 * @public
 */
export type LandingZone = z.output<typeof landingZoneSchema>;

/**
 * A landing zone as people write it.
 *
 * @public
 */
export type LandingZoneInput = z.input<typeof landingZoneSchema>;
