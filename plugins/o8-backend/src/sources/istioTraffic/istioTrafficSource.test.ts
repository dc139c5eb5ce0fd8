import { readExample } from '../__testUtils__';

const ROUTE = 'networking.istio.io/VirtualService';
const RULE = 'networking.istio.io/DestinationRule';
const HOST = 'billing.billing.svc.cluster.local';

it('says in which shares requests go where', () => {
  expect(readExample(ROUTE)).toEqual({
    type: 'istioTraffic.virtualService',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: {
      hosts: [HOST],
      gateways: [],
      exportTo: ['.'],
      weights: [
        { route: 'primary', host: HOST, subset: 'stable', weight: 90 },
        { route: 'primary', host: HOST, subset: 'canary', weight: 10 },
      ],
    },
  });
});

it.each<[string, object[], number[]]>([
  ['one destination', [{ destination: { host: 'a' } }], [100]],
  [
    'two, of which one has no weight',
    [{ destination: { host: 'a' }, weight: 100 }, { destination: {} }],
    [100, 0],
  ],
  ['none', [], []],
])('knows the shares of %s', (_name, route, expected) => {
  const { weights } = readExample(ROUTE, { spec: { http: [{ route }] } }).value;
  expect((weights as { weight: number }[]).map(({ weight }) => weight)).toEqual(
    expected,
  );
});

it('says what happens where a destination fails', () => {
  expect(readExample(RULE).value).toEqual({
    host: HOST,
    exportTo: ['.'],
    tls: null,
    ejectsFailing: true,
    locality: 'failover',
    failover: [{ from: 'eu-west-1', to: 'us-east-1' }],
    subsets: ['stable', 'canary'],
  });
});

it.each<[unknown, string | null]>([
  [undefined, null],
  [{ enabled: false, failover: [{ from: 'a', to: 'b' }] }, 'off'],
  [{ distribute: [{}] }, 'distribute'],
  [{ failoverPriority: ['topology.kubernetes.io/region'] }, 'priority'],
  [{}, 'on'],
  ['on', null],
])('with the localities %j it is %p', (localityLbSetting, expected) => {
  const trafficPolicy = { loadBalancer: { localityLbSetting } };
  const { value } = readExample(RULE, { spec: { trafficPolicy } });
  expect(value).toMatchObject({ locality: expected, ejectsFailing: false });
});

it.each([undefined, null, 'yes', []])(
  'ejects nobody by %j',
  outlierDetection => {
    const spec = { trafficPolicy: { outlierDetection } };
    expect(readExample(RULE, { spec }).value.ejectsFailing).toBe(false);
  },
);

it('ejects by what the mesh does of itself', () => {
  const spec = {
    trafficPolicy: { outlierDetection: {}, tls: { mode: 'DISABLE' } },
  };
  expect(readExample(RULE, { spec }).value).toMatchObject({
    ejectsFailing: true,
    tls: 'DISABLE',
  });
});
