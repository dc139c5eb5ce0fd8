import { readExample } from '../__testUtils__';

const KIND = 'gateway.networking.k8s.io/Gateway';
const noModule = { labels: {} };

it('says where requests come in, and whether that is encrypted', () => {
  expect(readExample(KIND)).toEqual({
    type: 'gateways.gateway',
    subject: { cluster: 'eu-1', namespace: 'istio-system' },
    value: {
      className: 'istio',
      listeners: [
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          hostname: '*.example.com',
          tls: 'Terminate',
          from: 'All',
        },
      ],
      conditions: {
        Accepted: { status: 'True', reason: 'Accepted', message: null },
        Programmed: { status: 'True', reason: 'Programmed', message: null },
      },
    },
    volatile: { attachedRoutes: 7 },
  });
});

it('without a module it is for all whose routes it takes', () => {
  expect(readExample(KIND, { metadata: noModule })).toMatchObject({
    binds: 'subject',
    subject: { cluster: 'eu-1', namespace: null },
  });
});

it('is for its own namespace where it takes no routes of others', () => {
  const spec = {
    listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
  };
  const fact = readExample(KIND, { metadata: noModule, spec });
  expect(fact).not.toHaveProperty('binds');
  expect(fact.subject.namespace).toBe('istio-system');
  expect(fact.value.listeners).toEqual([
    {
      name: 'mesh',
      port: 15008,
      protocol: 'HBONE',
      hostname: null,
      tls: null,
      from: 'Same',
    },
  ]);
});

it.each<[unknown, string | null]>([
  [{ mode: 'Passthrough' }, 'Passthrough'],
  [{ certificateRefs: [] }, 'Terminate'],
  [undefined, null],
  ['Terminate', null],
  [[], null],
])('with the TLS %j it is %p', (tls, expected) => {
  const { listeners } = readExample(KIND, {
    spec: { listeners: [{ tls }] },
  }).value;
  expect(listeners).toMatchObject([{ tls: expected }]);
});

it('does not change by routes that come and go', () => {
  const status = { listeners: [{ name: 'https', attachedRoutes: 8 }] };
  const fact = readExample(KIND, { status });
  expect(fact.value).toEqual(readExample(KIND).value);
  expect(fact.volatile).toEqual({ attachedRoutes: 8 });
});
