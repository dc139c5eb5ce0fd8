import type { JsonObject } from '@backstage/types';
import { createNetworkPolicy, readFacts } from '../__testUtils__';
import { networkPoliciesSource } from './networkPoliciesSource';

function read(spec: JsonObject) {
  const [fact] = readFacts(networkPoliciesSource, createNetworkPolicy(spec));
  return fact.value;
}

it('concerns the namespace that it is in', () => {
  expect(readFacts(networkPoliciesSource, createNetworkPolicy())).toEqual([
    {
      type: 'networkPolicies.policy',
      subject: { cluster: 'eu-1', namespace: 'billing' },
      value: { everyPod: true, ingress: 'deny', egress: 'deny' },
    },
  ]);
});

it.each<[string, JsonObject, string, string]>([
  ['nothing said', {}, 'deny', 'none'],
  ['a rule for egress', { egress: [{}] }, 'deny', 'all'],
  ['an empty list of types', { policyTypes: [] }, 'deny', 'none'],
  ['egress alone', { policyTypes: ['Egress'] }, 'none', 'deny'],
  [
    'a rule that does not count',
    { policyTypes: ['Egress'], ingress: [{}] },
    'none',
    'deny',
  ],
  ['a rule for anybody', { ingress: [{}] }, 'all', 'none'],
  [
    'a rule for nobody in particular',
    { ingress: [{ from: [] }] },
    'all',
    'none',
  ],
  ['a rule that cannot be read', { ingress: [7] }, 'all', 'none'],
  ['peers that cannot be read', { ingress: [{ from: 'x' }] }, 'all', 'none'],
  [
    'all of the internet',
    { ingress: [{ from: [{ ipBlock: { cidr: '::/0' } }] }] },
    'all',
    'none',
  ],
  [
    'all of the internet on one port',
    {
      ingress: [
        { from: [{ ipBlock: { cidr: '::/0' } }], ports: [{ port: 443 }] },
      ],
    },
    'some',
    'none',
  ],
  [
    'a part of a network',
    { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    'some',
    'none',
  ],
  [
    'one rule for anybody among others',
    { ingress: [{ from: [{ podSelector: {} }] }, {}] },
    'all',
    'none',
  ],
])('%s', (_name, spec, ingress, egress) => {
  expect(read({ podSelector: {}, ...spec })).toMatchObject({ ingress, egress });
});

it.each<[string, JsonObject, boolean]>([
  ['an empty selector', {}, true],
  ['empty parts', { matchLabels: {}, matchExpressions: [] }, true],
  ['parts of null', { matchLabels: null, matchExpressions: null }, true],
  ['a label', { matchLabels: { app: 'web' } }, false],
  ['an expression', { matchExpressions: [{ key: 'app' }] }, false],
])('selects every pod by %s: %s', (_name, podSelector, everyPod) => {
  expect(read({ podSelector })).toMatchObject({ everyPod });
});
