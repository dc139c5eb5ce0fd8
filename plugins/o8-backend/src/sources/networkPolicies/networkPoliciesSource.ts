import type { KnownFact, Source } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { looseList, looseObject, looseText } from '../loose';

/** What one direction of a NetworkPolicy does to the pods that it selects. */
export type Direction = 'none' | 'deny' | 'some' | 'all';

/** What is kept of a NetworkPolicy: `networkPolicies.policy`. */
export type NetworkPolicyValue = {
  /** Whether it selects every pod of the namespace. */
  everyPod: boolean;
  /** `none`: says nothing about it. `deny`: has no rule. `all`: has a rule for anybody. */
  ingress: Direction;
  egress: Direction;
};

const peer = looseObject({
  ipBlock: looseObject({ cidr: looseText, except: looseList(z.unknown()) }),
});

// A rule without `from` is for everybody, one with `from: []` too.
const rules = z
  .array(
    looseObject({
      from: looseList(peer),
      to: looseList(peer),
      ports: looseList(z.unknown()),
    }),
  )
  .nullish()
  .transform(list => list ?? []);

// Not loose: what is absent here selects every pod and lets nobody in, so that a field
// of a wrong type must not pass for an absent one.
const specSchema = z.object({
  podSelector: z
    .object({
      matchLabels: z.record(z.string(), z.unknown()).nullish(),
      matchExpressions: z.array(z.unknown()).nullish(),
    })
    .nullish(),
  policyTypes: z.array(z.string()).nullish(),
  ingress: rules,
  egress: rules,
});

/** NetworkPolicies: what they let in and out by default. */
export const networkPoliciesSource: Source = {
  id: 'networkPolicies',
  kinds: [
    {
      group: 'networking.k8s.io',
      kind: 'NetworkPolicy',
      plural: 'networkpolicies',
    },
  ],
  reach: 'placements',
  toFacts({ metadata, spec }, { cluster }) {
    const { podSelector, policyTypes, ingress, egress } =
      specSchema.parse(spec);
    // The API server's default: Ingress always, Egress if there is a rule for it.
    const types = policyTypes?.length
      ? policyTypes
      : ['Ingress', ...(egress.length ? ['Egress'] : [])];
    const value: NetworkPolicyValue = {
      everyPod:
        Object.keys(podSelector?.matchLabels ?? {}).length === 0 &&
        (podSelector?.matchExpressions ?? []).length === 0,
      ingress: types.includes('Ingress')
        ? toDirection(ingress, 'from')
        : 'none',
      egress: types.includes('Egress') ? toDirection(egress, 'to') : 'none',
    };
    return [
      {
        type: 'networkPolicies.policy',
        subject: { cluster, namespace: metadata.namespace ?? null },
        value,
      },
    ];
  },
};

function toDirection(
  list: z.output<typeof rules>,
  peers: 'from' | 'to',
): Direction {
  if (list.length === 0) {
    return 'deny';
  }
  const isForAll = list.some(
    rule =>
      rule.ports.length === 0 &&
      (rule[peers].length === 0 || rule[peers].some(isAnybody)),
  );
  return isForAll ? 'all' : 'some';
}

function isAnybody({ ipBlock }: z.output<typeof peer>): boolean {
  const { cidr = '', except } = ipBlock;
  return ['0.0.0.0/0', '::/0'].includes(cidr) && except.length === 0;
}

/** The value of a `networkPolicies.policy` as a type. */
export function readNetworkPolicy(fact: KnownFact): NetworkPolicyValue {
  return fact.value as NetworkPolicyValue;
}
