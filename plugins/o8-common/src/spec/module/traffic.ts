import { z } from 'zod';
import {
  anyPortSchema,
  booleanSchema,
  cidrSchema,
  dnsLabelSchema,
  enumSchema,
  hostSchema,
  httpPathSchema,
  intSchema,
} from '../text';

/** How far a module can be reached. @public */
export const EXPOSURES = ['none', 'internal', 'public'] as const;

/** The schema of how a module is reached. */
export const exposureSchema = z
  .strictObject({
    kind: enumSchema(EXPOSURES).describe(
      '`none`: by nobody; `internal`: by its callers; `public`: also through the gateway.',
    ),
    host: hostSchema
      .optional()
      .describe("Its public name, below the landing zone's domain."),
    paths: z
      .array(httpPathSchema)
      .max(20, 'has more than 20 entries')
      .optional()
      .describe('Prefixes that are public; everything without them.'),
    tls: enumSchema(['terminate', 'passthrough'])
      .optional()
      .describe('Where TLS ends: at the gateway, or in the module.'),
    rateLimitPerMinute: intSchema(1, 1_000_000)
      .optional()
      .describe('Requests of one client that the gateway lets through.'),
    authentication: booleanSchema
      .optional()
      .describe('Whether the gateway asks who somebody is.'),
  })
  .superRefine(({ kind, ...others }, { addIssue }) => {
    for (const [field, value] of Object.entries(others)) {
      if (kind !== 'public' && value !== undefined) {
        const message = 'is for "kind: public" only';
        addIssue({ code: 'custom', path: [field], message });
      }
    }
    if (kind === 'public' && others.host === undefined) {
      addIssue({ code: 'custom', path: ['host'], message: 'is missing' });
    }
  });

/** The schema of something that a module calls: another module, or an external host. */
export const dependencySchema = z
  .strictObject({
    module: dnsLabelSchema
      .optional()
      .describe('A module of the same platform on the same clusters.'),
    host: hostSchema.optional().describe('A host outside of the platform.'),
    port: anyPortSchema
      .optional()
      .describe("The callee's own port without it, and 443 of a host."),
    cidrs: z
      .array(cidrSchema)
      .max(50, 'has more than 50 entries')
      .optional()
      .describe('Addresses of the host, where the landing zone wants them.'),
  })
  .superRefine(({ module, host, cidrs }, { addIssue }) => {
    if ((module === undefined) === (host === undefined)) {
      const message = 'needs either "module" or "host"';
      addIssue({ code: 'custom', message });
    }
    if (module !== undefined && cidrs !== undefined) {
      const message = 'is for a "host" only';
      addIssue({ code: 'custom', path: ['cidrs'], message });
    }
  })
  // For editors, which do not run the check above.
  .meta({
    oneOf: ['module', 'host'].map(field => ({
      type: 'object',
      properties: { [field]: {} },
      required: [field],
    })),
  });

/** The schema of who may depend on a module. */
export const callersSchema = z.union(
  [
    z.literal('any'),
    z.literal('system'),
    z.array(dnsLabelSchema).max(200, 'has more than 200 entries'),
  ],
  'must be "any", "system" or a list of modules',
);
