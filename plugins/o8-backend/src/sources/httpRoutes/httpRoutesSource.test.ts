import { readExample } from '../__testUtils__';

const ROUTE = 'gateway.networking.k8s.io/HTTPRoute';
const GRANT = 'gateway.networking.k8s.io/ReferenceGrant';
const parent = {
  kind: 'Gateway',
  namespace: 'istio-ingress',
  name: 'public',
  section: 'https',
};

it('says to what it is attached, and whether it was accepted there', () => {
  expect(readExample(ROUTE)).toEqual({
    type: 'httpRoutes.route',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: {
      hosts: ['billing.example.com'],
      parents: [parent],
      backends: [
        { rule: 0, name: 'billing-stable', weight: 100 },
        { rule: 0, name: 'billing-canary', weight: 0 },
      ],
      answers: [
        {
          parent,
          conditions: {
            Accepted: { status: 'True', reason: 'Accepted', message: null },
            ResolvedRefs: {
              status: 'True',
              reason: 'ResolvedRefs',
              message: null,
            },
          },
        },
      ],
    },
  });
});

it('takes what is not said as the API does', () => {
  const spec = {
    hostnames: undefined,
    parentRefs: [{ name: 'public' }, { kind: 'Service', name: 'billing' }],
    rules: [{ backendRefs: [{ name: 'a' }] }, { backendRefs: [{ name: 'b' }] }],
  };
  const { value } = readExample(ROUTE, { spec, status: { parents: [] } });
  expect(value).toEqual({
    hosts: [],
    parents: [
      { kind: 'Gateway', namespace: null, name: 'public', section: null },
      { kind: 'Service', namespace: null, name: 'billing', section: null },
    ],
    backends: [
      { rule: 0, name: 'a', weight: 1 },
      { rule: 1, name: 'b', weight: 1 },
    ],
    answers: [],
  });
});

it('says who else may send requests to what', () => {
  expect(readExample(GRANT).value).toEqual({
    from: [{ kind: 'HTTPRoute', namespace: 'istio-ingress' }],
    to: [{ kind: 'Service', name: null }],
  });
});
