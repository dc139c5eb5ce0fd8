import { z } from 'zod';

const peersSchema = z
  .array(
    z.looseObject({ ipBlock: z.looseObject({ cidr: z.string() }).optional() }),
  )
  .default([]);

const policySchema = z.looseObject({
  podSelector: z.record(z.string(), z.unknown()).default({}),
  policyTypes: z.array(z.string()).default([]),
  ingress: z.array(z.looseObject({ from: peersSchema })).default([]),
  egress: z.array(z.looseObject({ to: peersSchema })).default([]),
});

const EVERYWHERE = ['0.0.0.0/0', '::/0'];

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
  const isOpen = rules.some(
    peers =>
      // No peers mean all of them.
      peers.length === 0 ||
      peers.some(
        ({ ipBlock, ...selectors }) =>
          EVERYWHERE.includes(ipBlock?.cidr ?? '') ||
          (!ipBlock && Object.keys(selectors).length === 0),
      ),
  );
  return isOpen ? ['allows traffic from or to everywhere'] : [];
}
