import { z } from 'zod';
import {
  anyPortSchema,
  booleanSchema,
  cidrSchema,
  dnsLabelSchema,
  enumSchema,
  hostSchema,
  labelsSchema,
} from '../text';
import { gatewaySchema } from './gateway';
import { platformPodsSchema } from './platformPods';

/** How the pods of modules are in a service mesh. @public */
export const MESH_MODES = ['none', 'sidecar', 'ambient'] as const;

/** The ways out of the platform. @public */
export const EGRESS_MODES = ['none', 'cidr', 'gateway'] as const;

const eastWestSchema = platformPodsSchema.extend({
  port: anyPortSchema.default(15_443).describe('On which it passes TLS on.'),
  cidrs: z
    .array(cidrSchema)
    .min(1, 'needs at least one range of addresses')
    .max(50, 'has more than 50 entries')
    .describe('The addresses of those of all regions.'),
});

/** The schema of a service mesh. */
export const meshSchema = z
  .strictObject({
    mode: enumSchema(MESH_MODES)
      .default('none')
      .describe('`sidecar` and `ambient` are those of Istio.'),
    namespace: dnsLabelSchema
      .default('istio-system')
      .describe('Where istiod is.'),
    revision: dnsLabelSchema
      .optional()
      .describe('The revision or tag of sidecars; the default one without it.'),
    trustDomain: z
      .string('must be text')
      .regex(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, 'is not a trust domain')
      .default('cluster.local')
      .describe('The domain of identities, as the mesh was installed with.'),
    sharedByRegions: booleanSchema
      .default(false)
      .describe('Whether the clusters of all regions are one mesh.'),
    eastWest: eastWestSchema
      .optional()
      .describe(
        'The gateways between the regions of one mesh. Without them requests stay in their region.',
      ),
  })
  .superRefine(({ mode, sharedByRegions, eastWest }, { addIssue }) => {
    if (eastWest && !(mode === 'sidecar' && sharedByRegions)) {
      const message =
        'is for "mode: sidecar" with "sharedByRegions: true" only';
      addIssue({ code: 'custom', path: ['eastWest'], message });
    }
  });

const dnsSchema = z.strictObject({
  namespace: dnsLabelSchema.default('kube-system').describe('Where it is.'),
  podLabels: labelsSchema
    .default({ 'k8s-app': 'kube-dns' })
    .describe('What selects its pods.'),
  nodeLocalCidr: cidrSchema
    .optional()
    .describe('Of node-local DNS caches, such as 169.254.20.10/32.'),
});

const egressGatewaySchema = platformPodsSchema.extend({
  service: dnsLabelSchema
    .default('istio-egressgateway')
    .describe('Its Service; in ambient the name of the waypoint.'),
  port: anyPortSchema.default(443).describe('On which it takes TLS.'),
  gateway: dnsLabelSchema
    .default('egress')
    .describe('The Istio Gateway that passes TLS through; sidecar only.'),
});

/** The schema of the way out of the platform. */
export const egressSchema = z
  .strictObject({
    mode: enumSchema(EGRESS_MODES)
      .default('none')
      .describe(
        '`gateway`: through the egress gateway only; `cidr`: modules list addresses; `none`: no external host.',
      ),
    gateway: egressGatewaySchema
      .optional()
      .describe('The way out, for `mode: gateway` only.'),
  })
  .superRefine(({ mode, gateway }, { addIssue }) => {
    if ((mode === 'gateway') !== (gateway !== undefined)) {
      const message =
        mode === 'gateway' ? 'is missing' : 'is for "mode: gateway" only';
      addIssue({ code: 'custom', path: ['gateway'], message });
    }
  });

/** The schemas of how modules are reached, and what they reach. */
export const networkShape = {
  domain: hostSchema.optional().describe('Public hosts are below it.'),
  gateway: gatewaySchema
    .optional()
    .describe('Through which the world comes in.'),
  mesh: meshSchema.prefault({}).describe('The service mesh.'),
  dns: dnsSchema.prefault({}).describe('The DNS of the clusters.'),
  egress: egressSchema.prefault({}).describe('How external hosts are reached.'),
};
