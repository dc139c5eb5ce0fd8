import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Manifest } from '../types';

/** One end of a connection: a pod, or without a namespace an address outside. */
export interface Peer {
  namespace?: string;
  /** Beside `kubernetes.io/metadata.name`, which every namespace has. */
  namespaceLabels?: Record<string, string>;
  labels?: Record<string, string>;
  ip?: string;
  /** Ports that its containers give names to. */
  ports?: Record<string, number>;
}

/** An attempt to open a connection. */
export interface Attempt {
  from: Peer;
  to: Peer;
  port: number;
  protocol?: 'TCP' | 'UDP' | 'SCTP';
}

const expressionSchema = z.strictObject({
  key: z.string(),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
  values: z.array(z.string()).default([]),
});
const selectorSchema = z.strictObject({
  matchLabels: z.record(z.string(), z.string()).default({}),
  matchExpressions: z.array(expressionSchema).default([]),
});
const peerSchema = z.strictObject({
  podSelector: selectorSchema.optional(),
  namespaceSelector: selectorSchema.optional(),
  ipBlock: z
    .strictObject({
      cidr: z.string(),
      except: z.array(z.string()).default([]),
    })
    .optional(),
});
const portSchema = z.strictObject({
  port: z.union([z.number(), z.string()]).optional(),
  endPort: z.number().optional(),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP'),
});
const ports = z.array(portSchema).default([]);
const peers = z.array(peerSchema).default([]);
// Strict: what the evaluator does not know must not be taken for nothing.
const specSchema = z.strictObject({
  podSelector: selectorSchema,
  policyTypes: z.array(z.enum(['Ingress', 'Egress'])).optional(),
  ingress: z.array(z.strictObject({ from: peers, ports })).optional(),
  egress: z.array(z.strictObject({ to: peers, ports })).optional(),
});

type Selector = z.output<typeof selectorSchema>;
type Rule = { peers: z.output<typeof peers>; ports: z.output<typeof ports> };

interface Policy {
  namespace: string;
  podSelector: Selector;
  /** Undefined: it says nothing about this direction. */
  ingress?: Rule[];
  egress?: Rule[];
}

const parsed = new WeakMap<Manifest, Policy>();

/**
 * Whether the NetworkPolicies of a cluster let a connection through: out of where it
 * begins, and into where it ends. What is no NetworkPolicy is left aside.
 */
export function isAllowed(manifests: Manifest[], attempt: Attempt): boolean {
  const { from, to } = attempt;
  const policies = manifests
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(toPolicy);
  const passes = (self: Peer, other: Peer, type: 'ingress' | 'egress') => {
    const rules = policies
      .filter(each => each.namespace === self.namespace)
      .filter(each => selects(each.podSelector, self.labels))
      .flatMap(each => (each[type] ? [{ ...each, rules: each[type] }] : []));
    return (
      // A pod that no policy selects is open, and so is what is no pod.
      rules.length === 0 ||
      rules.some(({ namespace, rules: those }) =>
        those.some(
          rule =>
            (rule.peers.length === 0 ||
              rule.peers.some(peer => isPeer(peer, other, namespace))) &&
            (rule.ports.length === 0 ||
              rule.ports.some(port => isPort(port, attempt))),
        ),
      )
    );
  };
  return passes(from, to, 'egress') && passes(to, from, 'ingress');
}

function toPolicy(manifest: Manifest): Policy {
  const known = parsed.get(manifest);
  if (known) {
    return known;
  }
  const { podSelector, ingress, egress, policyTypes } = specSchema.parse(
    manifest.spec,
  );
  const { namespace = 'default' } = manifest.metadata;
  const types = policyTypes ?? ['Ingress', ...(egress ? ['Egress'] : [])];
  const policy = {
    namespace,
    podSelector,
    ingress: types.includes('Ingress')
      ? (ingress ?? []).map(rule => ({ peers: rule.from, ports: rule.ports }))
      : undefined,
    egress: types.includes('Egress')
      ? (egress ?? []).map(rule => ({ peers: rule.to, ports: rule.ports }))
      : undefined,
  };
  parsed.set(manifest, policy);
  return policy;
}

function isPeer(
  { ipBlock, namespaceSelector, podSelector }: Rule['peers'][number],
  { namespace, namespaceLabels, labels, ip }: Peer,
  home: string,
): boolean {
  if (ipBlock) {
    return (
      ip !== undefined &&
      contains(ipBlock.cidr, ip) &&
      !ipBlock.except.some(cidr => contains(cidr, ip))
    );
  }
  const isThere = namespaceSelector
    ? selects(namespaceSelector, {
        ...namespaceLabels,
        ...(namespace && { 'kubernetes.io/metadata.name': namespace }),
      })
    : namespace === home;
  return (
    namespace !== undefined &&
    isThere &&
    (!podSelector || selects(podSelector, labels))
  );
}

function isPort(
  { port, endPort, protocol }: Rule['ports'][number],
  { to, port: actual, protocol: spoken = 'TCP' }: Attempt,
): boolean {
  if (protocol !== spoken) {
    return false;
  }
  const first = typeof port === 'string' ? to.ports?.[port] : port;
  // A name that nobody gave is no port; no port is all of them.
  return port === undefined
    ? true
    : first !== undefined && actual >= first && actual <= (endPort ?? first);
}

function selects(
  { matchLabels, matchExpressions }: Selector,
  labels: Record<string, string> = {},
): boolean {
  return (
    isDeepStrictEqual({ ...labels, ...matchLabels }, { ...labels }) &&
    matchExpressions.every(({ key, operator, values }) => {
      const value = labels[key];
      const isListed = value !== undefined && values.includes(value);
      return {
        In: isListed,
        NotIn: !isListed,
        Exists: value !== undefined,
        DoesNotExist: value === undefined,
      }[operator];
    })
  );
}

/** IPv4 only: no address of the tests is anything else. */
function contains(cidr: string, ip: string): boolean {
  const [network, bits] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const toNumber = (address: string) =>
    address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return (
    !cidr.includes(':') &&
    Math.floor(toNumber(network) / size) === Math.floor(toNumber(ip) / size)
  );
}
