import { z } from 'zod';
import {
  dnsLabelSchema,
  enumSchema,
  hostSchema,
  httpPathSchema,
  lineSchema,
} from '../text';

/** What Route 53 calls a health check. */
const healthCheckSchema = lineSchema(64).regex(
  /^[A-Za-z0-9-]+$/,
  'is not the id of a health check, which has letters, digits and "-" only',
);

/** The schema of what leads the world to a healthy region. */
export const trafficSchema = z
  .strictObject({
    kind: enumSchema(['external-dns', 'load-balancer', 'none']).describe(
      'What leads to a healthy region: records of external-dns in Route 53, a load balancer in front of all gateways, or nothing.',
    ),
    annotationDomain: hostSchema
      .optional()
      .describe(
        'The domain of the annotations that external-dns reads: `external-dns.kubernetes.io` without it; before version 0.22 `external-dns.alpha.kubernetes.io`.',
      ),
    healthChecks: z
      .record(dnsLabelSchema, healthCheckSchema)
      .optional()
      .describe(
        'By cluster, the id of the health check of Route 53 that asks its gateway; for `kind: external-dns` only.',
      ),
    healthPath: httpPathSchema
      .optional()
      .describe(
        'At which the load balancer asks each host for its health; for `kind: load-balancer` only.',
      ),
  })
  .superRefine((traffic, { addIssue }) => {
    const { kind, annotationDomain, healthChecks, healthPath } = traffic;
    const only = (of: string, field: string, value: unknown) => {
      if (kind !== of && value !== undefined) {
        const message = `is for "kind: ${of}" only`;
        addIssue({ code: 'custom', path: [field], message });
      }
    };
    only('external-dns', 'annotationDomain', annotationDomain);
    only('external-dns', 'healthChecks', healthChecks);
    only('load-balancer', 'healthPath', healthPath);
    if (kind === 'load-balancer' && healthPath === undefined) {
      const message =
        'is missing: by it the load balancer knows who is healthy';
      addIssue({ code: 'custom', path: ['healthPath'], message });
    }
  });
