import type { Manifest } from '../types';
import { isAllowed, type Attempt } from './isAllowed';

const policy = (namespace: string, spec: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'any', namespace },
  spec,
});

const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

const web = { namespace: 'web', labels: { app: 'web' }, ip: '10.0.0.1' };
const db = {
  namespace: 'db',
  labels: { app: 'db', tier: 'data' },
  ip: '10.0.0.2',
  ports: { sql: 5432 },
};
const denyAll = (namespace: string) =>
  policy(namespace, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const toDb: Attempt = { from: web, to: db, port: 5432 };

/** A policy in the callee's namespace with this rule. */
const ingress = (rule: object, podSelector: object = {}) => [
  policy('db', { podSelector, policyTypes: ['Ingress'], ingress: [rule] }),
];
const from = (...peers: object[]) => ingress({ from: peers });
const ports = (...list: object[]) => ingress({ ports: list });

type Case = [string, boolean, Manifest[], Partial<Attempt>?];

const cases: Case[] = [
  ['no policy at all', true, []],
  ['what is no NetworkPolicy', true, [{ ...denyAll('db'), kind: 'Other' }]],
  ['a policy of another namespace', true, [denyAll('other')]],
  ['a target that takes nothing', false, [denyAll('db')]],
  ['a source that sends nothing', false, [denyAll('web')]],
  [
    'a policy that selects other pods',
    true,
    [policy('db', { podSelector: { matchLabels: { app: 'x' } } })],
  ],
  ['ingress by default', false, [policy('db', { podSelector: {} })]],
  ['no egress by default', true, [policy('web', { podSelector: {} })]],
  [
    'egress where there are rules of it',
    false,
    [policy('web', { podSelector: {}, egress: [] })],
  ],
  ['a rule without peers and ports', true, ingress({})],
  [
    'one policy that denies and one that allows',
    true,
    [denyAll('db'), ...ingress({})],
  ],
  ['the right namespace', true, from(inNamespace('web'))],
  ['another namespace', false, from(inNamespace('other'))],
  ['any namespace', true, from({ namespaceSelector: {} })],
  ['pods of the own namespace only', false, from({ podSelector: {} })],
  [
    'a sibling',
    true,
    from({ podSelector: {} }),
    { from: { namespace: 'db', labels: {} } },
  ],
  [
    'namespace and pod in one entry',
    false,
    from({ ...inNamespace('web'), podSelector: { matchLabels: { app: 'x' } } }),
  ],
  [
    'namespace or pod in two entries',
    true,
    from(inNamespace('web'), { podSelector: { matchLabels: { app: 'x' } } }),
  ],
  ['an address', true, from({ ipBlock: { cidr: '10.0.0.0/30' } })],
  ['another address', false, from({ ipBlock: { cidr: '10.0.0.4/30' } })],
  [
    'an exception',
    false,
    from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.1/32'] } }),
  ],
  [
    'selectors for what is no pod',
    false,
    from({ namespaceSelector: {} }),
    { from: { ip: '192.0.2.1' } },
  ],
  ['a port', true, ports({ port: 5432 })],
  ['another port', false, ports({ port: 5433 })],
  ['a range of ports', true, ports({ port: 5000, endPort: 5432 })],
  ['after a range of ports', false, ports({ port: 5000, endPort: 5431 })],
  ['TCP by default', false, ports({ port: 5432 }), { protocol: 'UDP' }],
  ['all ports of a protocol', true, ports({ protocol: 'TCP' })],
  ['a named port', true, ports({ port: 'sql' })],
  ['a port with a name that nobody gave', false, ports({ port: 'http' })],
  ...(
    [
      ['In', ['data'], true],
      ['In', ['web'], false],
      ['NotIn', ['web'], true],
      ['NotIn', ['data'], false],
      ['Exists', undefined, true],
      ['DoesNotExist', undefined, false],
    ] as const
  ).map(([operator, values, isSelected]): [string, boolean, Manifest[]] => [
    `${operator} ${values}`,
    // It denies those that it selects.
    !isSelected,
    [
      policy('db', {
        podSelector: { matchExpressions: [{ key: 'tier', operator, values }] },
      }),
    ],
  ]),
];

describe('isAllowed', () => {
  it.each(cases)('judges %s: %s', (...[, expected, policies, change]: Case) => {
    expect(isAllowed(policies, { ...toDb, ...change })).toBe(expected);
  });

  it('asks both ends', () => {
    const out = policy('web', {
      podSelector: {},
      egress: [{ to: [inNamespace('db')], ports: [{ port: 5432 }] }],
    });
    const both = [denyAll('web'), denyAll('db'), out];
    expect(isAllowed(both, toDb)).toBe(false);
    expect(isAllowed([...both, ...from(inNamespace('web'))], toDb)).toBe(true);
  });

  it('refuses to judge what it does not know', () => {
    const unknown = policy('db', { podSelector: {}, serviceSelector: {} });
    expect(() => isAllowed([unknown], toDb)).toThrow('serviceSelector');
  });
});
