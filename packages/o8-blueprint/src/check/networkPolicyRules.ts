import { z } from 'zod';

const selectorSchema = z
  .looseObject({
    matchLabels: z.record(z.string(), z.unknown()).default({}),
    matchExpressions: z
      .array(z.looseObject({ operator: z.string() }))
      .default([]),
  })
  .optional();

const peerSchema = z.looseObject({
  ipBlock: z.looseObject({ cidr: z.string() }).optional(),
  podSelector: selectorSchema,
  namespaceSelector: selectorSchema,
});

const peersSchema = z.array(peerSchema).default([]);

const policySchema = z.looseObject({
  podSelector: z.record(z.string(), z.unknown()).default({}),
  policyTypes: z.array(z.string()).default([]),
  ingress: z.array(z.looseObject({ from: peersSchema })).default([]),
  egress: z.array(z.looseObject({ to: peersSchema })).default([]),
});

/** Broader ones are in no private network: two halves of everywhere are everywhere. */
const SHORTEST_PREFIX = { v4: 8, v6: 7 };

/** Whether a policy denies everything to and from all pods of its namespace. */
export function isDefaultDeny(spec: unknown): boolean {
  const { data } = policySchema.safeParse(spec);
  return (
    data !== undefined &&
    Object.keys(data.podSelector).length === 0 &&
    ['Ingress', 'Egress'].every(type => data.policyTypes.includes(type)) &&
    data.ingress.length === 0 &&
    data.egress.length === 0
  );
}

/** How a policy opens a namespace to everybody: policies add up, and no other closes it. */
export function findNetworkPolicyProblems(spec: unknown): string[] {
  const { data } = policySchema.safeParse(spec);
  if (!data) {
    return ['has a spec that is no NetworkPolicy'];
  }
  const rules = [
    ...data.ingress.map(({ from }) => from),
    ...data.egress.map(({ to }) => to),
  ];
  // No peers mean all of them.
  const isOpen = rules.some(
    peers => peers.length === 0 || peers.some(isEverywhere),
  );
  return isOpen ? ['allows traffic from or to everywhere'] : [];
}

function isEverywhere({
  ipBlock,
  podSelector,
  namespaceSelector,
}: z.output<typeof peerSchema>): boolean {
  if (ipBlock) {
    const [address, prefix] = ipBlock.cidr.split('/');
    const shortest = SHORTEST_PREFIX[address.includes(':') ? 'v6' : 'v4'];
    return !(Number(prefix) >= shortest);
  }
  // Without namespaces the pods are those of the module's own.
  return namespaceSelector
    ? isAnything(namespaceSelector) && isAnything(podSelector)
    : !podSelector;
}

/** What everybody can be: only labels with a value narrow it down. */
function isAnything(selector: z.output<typeof selectorSchema>): boolean {
  return (
    !selector ||
    (Object.keys(selector.matchLabels).length === 0 &&
      !selector.matchExpressions.some(({ operator }) => operator === 'In'))
  );
}
