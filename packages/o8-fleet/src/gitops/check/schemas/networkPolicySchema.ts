import type { z } from 'zod';
import { fields, filled, list, oneOf, port, portOrName, texts } from './fields';
import { labelSelectorSchema } from './labelSelectorSchema';

const ports = list(
  fields({
    endPort: port,
    port: portOrName,
    protocol: oneOf('SCTP', 'TCP', 'UDP'),
  }),
);
const peers = list(
  fields({
    ipBlock: fields({ except: texts }, { cidr: filled }),
    namespaceSelector: labelSelectorSchema,
    podSelector: labelSelectorSchema,
  }),
);

/** A NetworkPolicy, but for its metadata. */
export const networkPolicySchema: z.ZodRawShape = {
  spec: fields({
    egress: list(fields({ ports, to: peers })),
    ingress: list(fields({ from: peers, ports })),
    podSelector: labelSelectorSchema,
    policyTypes: list(oneOf('Egress', 'Ingress')),
  }).nullish(),
};
