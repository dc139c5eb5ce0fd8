import { findNetworkPolicyProblems, isDefaultDeny } from './networkPolicyRules';

const both = { policyTypes: ['Ingress', 'Egress'] };

describe('isDefaultDeny', () => {
  it.each([
    [true, { podSelector: {}, ...both }],
    [true, both],
    [true, { ...both, ingress: [], egress: [] }],
    [false, { podSelector: {}, policyTypes: ['Ingress'] }],
    [false, { podSelector: { matchLabels: { a: 'b' } }, ...both }],
    [false, { ...both, ingress: [{}] }],
    [false, { ...both, egress: [{ to: [{ podSelector: {} }] }] }],
    [false, undefined],
    [false, { policyTypes: 'Ingress' }],
  ])('is %s of %j', (expected, spec) => {
    expect(isDefaultDeny(spec)).toBe(expected);
  });
});

describe('findNetworkPolicyProblems', () => {
  const peer = { podSelector: { matchLabels: { app: 'a' } } };

  it.each([
    { ingress: [{ from: [peer] }], egress: [{ to: [peer, peer] }] },
    { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    { egress: [{ to: [{ ipBlock: { cidr: 'fc00::/7' } }] }] },
    { ingress: [{ from: [{ podSelector: {} }] }] },
    { ingress: [{ from: [{ ...peer, namespaceSelector: {} }] }] },
    {},
  ])('takes %j', spec => {
    expect(findNetworkPolicyProblems(spec)).toEqual([]);
  });

  it.each([
    { ingress: [{}] },
    { egress: [{ ports: [{ port: 443 }] }] },
    { ingress: [{ from: [] }] },
    { ingress: [{ from: [peer] }, { from: [peer, {}] }] },
    { egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] },
    { egress: [{ to: [{ ipBlock: { cidr: '::/0', except: [] } }] }] },
    { egress: [{ to: [{ ipBlock: { cidr: '128.0.0.0/1' } }] }] },
    { egress: [{ to: [{ ipBlock: { cidr: '2000::/3' } }] }] },
    { egress: [{ to: [{ ipBlock: { cidr: 'everywhere' } }] }] },
    { ingress: [{ from: [{ namespaceSelector: {} }] }] },
    { ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }] },
    {
      ingress: [
        {
          from: [
            {
              namespaceSelector: {
                matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }],
              },
            },
          ],
        },
      ],
    },
  ])('refuses %j', spec => {
    expect(findNetworkPolicyProblems(spec)).toEqual([
      'allows traffic from or to everywhere',
    ]);
  });

  it.each([undefined, 'x', { ingress: 1 }])('cannot read %j', spec => {
    expect(findNetworkPolicyProblems(spec)).toEqual([
      'has a spec that is no NetworkPolicy',
    ]);
  });
});
