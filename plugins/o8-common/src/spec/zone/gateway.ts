import { z } from 'zod';
import { booleanSchema, dnsLabelSchema } from '../text';
import { platformPodsSchema } from './platformPods';

const PROVIDER = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$/;

const MESSAGE = 'must be true, false or the name of a provider of the mesh';

const authenticationSchema = z.union(
  [
    z.boolean(MESSAGE),
    z
      .string(MESSAGE)
      .regex(PROVIDER, MESSAGE)
      .meta({ title: 'name of a provider of the mesh' }),
  ],
  MESSAGE,
);

/** The schema of the gateway through which the world comes in. */
export const gatewaySchema = platformPodsSchema.extend({
  name: dnsLabelSchema.describe('The Gateway of the Gateway API.'),
  listener: dnsLabelSchema
    .optional()
    .describe(
      'Its listener for HTTPS, with a certificate for the domain. Without it no module is public there.',
    ),
  passthroughListener: dnsLabelSchema
    .optional()
    .describe('Its listener that leaves TLS to the modules behind it.'),
  serviceAccount: dnsLabelSchema
    .optional()
    .describe('That of its pods; `<name>-istio` without it, as Istio does.'),
  rateLimits: booleanSchema
    .default(false)
    .describe(
      'Whether it can limit requests of a client: it reads `orchestr8.io/rate-limit-per-minute` of routes.',
    ),
  authentication: authenticationSchema
    .default(false)
    .describe(
      'Whether it can ask who somebody is: `true` where it reads `orchestr8.io/authentication` of routes, or the name of an extension provider of Istio.',
    ),
});
