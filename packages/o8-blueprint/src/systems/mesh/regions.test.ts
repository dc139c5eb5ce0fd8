import type {
  LandingZone,
  ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { isAllowed } from '../../__testUtils__/isAllowed';
import { specWith } from '../../__testUtils__/planWith';
import { ofPlacement } from '../../emitters/module/ofPlacement';
import type { ModuleContext } from '../../emitters/types';
import { planClusters } from '../../plan/planObjects';
import { planModule } from '../../plan/planModule';
import type { ModulePlan } from '../../types';
import { destinationRules } from './destinationRules';
import { addressEntries, sidecar } from './outbound';

type Spec = ModuleSpecInput['spec'];

const EAST_WEST = {
  namespace: 'istio-east-west',
  podLabels: { istio: 'eastwestgateway' },
  cidrs: ['203.0.113.0/28'],
};
const SHARED = { mode: 'sidecar', sharedByRegions: true };
const BOTH: Spec['placements'] = ['eu-1', 'us-1'].map(cluster => ({
  environment: 'production',
  cluster,
}));

const chart = {
  kind: 'service' as const,
  chart: {
    repository: 'https://charts.example',
    name: 'thing',
    version: '1.2.3',
    selector: { app: 'thing' },
    service: 'thing-web',
    port: 3_000,
  },
};

const CALLEES = [
  specWith({ kind: 'service' }, { placements: BOTH }, 'till'),
  specWith(
    { kind: 'service', replicas: 2 },
    {
      placements: BOTH,
      delivery: { strategy: 'weights', weights: { stable: 90, canary: 10 } },
    },
    'split',
  ),
  specWith(chart, { placements: BOTH, callers: 'any' }, 'thing'),
  specWith(
    { kind: 'service', chart: { ...chart.chart, service: undefined } },
    { placements: BOTH, callers: 'any' },
    'quiet',
  ),
];

/** A shop that calls the others, in a zone whose mesh is like this. */
function shopIn(mesh: object, more: Partial<Spec> = {}): ModulePlan {
  const zone: LandingZone = createRichZone('sidecar', { mesh });
  const spec = specWith(
    { kind: 'service' },
    {
      placements: BOTH,
      dependsOn: CALLEES.map(({ metadata }) => ({ module: metadata.name })),
      ...more,
    },
  );
  const platform = { modules: CALLEES.map(each => ({ spec: each })) };
  return valueOf(planModule({ spec, zone, platform }));
}

function at(plan: ModuleContext, index: number): ModuleContext {
  return ofPlacement({ ...plan, placement: plan.placements[index] });
}

const failover = { mode: 'active-active' as const };

describe('the rules of a caller', () => {
  it('are for the Services that it knows, and for nobody else', () => {
    const rules = destinationRules.emit(shopIn({ mode: 'sidecar' }));
    expect(rules.map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
      [
        'to-till',
        expect.objectContaining({
          host: 'till.till.svc.cluster.local',
          exportTo: ['.'],
        }),
      ],
      // Both versions, and the Service of all pods.
      ...['split', 'split-stable', 'split-canary'].map(service => [
        service === 'split' ? 'to-split' : `to-split.${service}`,
        expect.objectContaining({
          host: `${service}.split.svc.cluster.local`,
        }),
      ]),
      [
        'to-thing.thing-web',
        expect.objectContaining({ host: 'thing-web.thing.svc.cluster.local' }),
      ],
    ]);
    expect(rules[0].spec).toMatchObject({
      trafficPolicy: {
        connectionPool: { tcp: { connectTimeout: '3s' } },
        outlierDetection: { consecutive5xxErrors: 5, maxEjectionPercent: 50 },
      },
    });
  });

  it('are nothing in ambient, where no proxy of its own would follow them', () => {
    expect(destinationRules.emit(shopIn({ mode: 'ambient' }))).toEqual([]);
  });

  const LEAVES = { ...SHARED, eastWest: EAST_WEST };

  it.each<[string, object, Spec['recovery'], object | undefined]>([
    [
      'of all regions that serve',
      LEAVES,
      { failover },
      [
        { from: 'eu-1-region', to: 'us-1-region' },
        { from: 'us-1-region', to: 'eu-1-region' },
      ],
    ],
    ['of a mesh for each region', { mode: 'sidecar' }, { failover }, undefined],
    ['without a way between regions', SHARED, { failover }, undefined],
    ['that nobody asks for', LEAVES, {}, undefined],
    [
      'that a person decides',
      LEAVES,
      { failover: { ...failover, automatic: false } },
      undefined,
    ],
  ])('say where requests go: failover %s', (_, mesh, recovery, expected) => {
    const plan = shopIn(mesh, { recovery });
    const [rule] = destinationRules.emit(at(plan, 0));
    const locality = expected && { enabled: true, failover: expected };
    expect(rule.spec).toMatchObject({
      trafficPolicy: {
        ...(locality && { loadBalancer: { localityLbSetting: locality } }),
        outlierDetection: { maxEjectionPercent: locality ? 100 : 50 },
      },
    });
    expect(JSON.stringify(rule).includes('locality')).toBe(
      expected !== undefined,
    );
  });

  it('lead to the primary from everywhere else', () => {
    const plan = shopIn(LEAVES, {
      recovery: { failover: { mode: 'active-passive', primary: 'us-1' } },
    });
    expect(JSON.stringify(destinationRules.emit(at(plan, 1))[0])).toContain(
      '"failover":[{"from":"eu-1-region","to":"us-1-region"},{"from":"us-1-region","to":"eu-1-region"}]',
    );
  });
});

describe('policies between regions', () => {
  const self = {
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'shop' },
  };
  const gateway = {
    namespace: EAST_WEST.namespace,
    labels: EAST_WEST.podLabels,
  };
  const remote = { ip: '203.0.113.9' };

  it.each([
    ['one mesh with gateways', { ...SHARED, eastWest: EAST_WEST }, true],
    ['one mesh without', SHARED, false],
  ])('let them through: %s → %s', (_, mesh, isOpen) => {
    const plan = shopIn(mesh, { recovery: { failover } });
    const manifests = planClusters(plan)
      .filter(({ path }) => path.includes('/eu-1/'))
      .flatMap(({ objects }) => objects);
    const reaches = (attempt: Parameters<typeof isAllowed>[1]) =>
      isAllowed(manifests, attempt);
    expect(reaches({ from: self, to: remote, port: 15_443 })).toBe(isOpen);
    expect(reaches({ from: self, to: remote, port: 443 })).toBe(false);
    expect(reaches({ from: gateway, to: self, port: 8_080 })).toBe(isOpen);
    expect(reaches({ from: gateway, to: self, port: 8_081 })).toBe(false);
    expect(plan.notes.join().includes('mesh.eastWest')).toBe(!isOpen);
  });
});

describe('hosts that nobody declared', () => {
  const toContext = (plan: ModulePlan) => ({
    ...plan,
    placement: plan.placements[0],
  });

  it('are refused by sidecars', () => {
    expect(sidecar.emit(toContext(shopIn({ mode: 'sidecar' })))).toMatchObject([
      {
        metadata: { name: 'default', namespace: 'shop' },
        spec: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
      },
    ]);
    expect(sidecar.emit(toContext(shopIn({ mode: 'ambient' })))).toEqual([]);
  });

  it('are other than those with addresses, which pass as they are', () => {
    const zone = createRichZone('sidecar', { egress: { mode: 'cidr' } });
    const host = 'db.example.com';
    const dependsOn = [
      { host, port: 6_432, cidrs: ['198.51.100.8/32', '198.51.100.7/32'] },
      { host, port: 5_432, cidrs: ['198.51.100.7/32'] },
    ];
    const plan = (workload: Spec['workload']) =>
      toContext(
        valueOf(planModule({ spec: specWith(workload, { dependsOn }), zone })),
      );
    expect(addressEntries.emit(plan({ kind: 'worker' }))).toMatchObject([
      {
        metadata: { name: host, namespace: 'shop' },
        spec: {
          hosts: [host],
          addresses: ['198.51.100.7/32', '198.51.100.8/32'],
          exportTo: ['.'],
          resolution: 'NONE',
          ports: [
            { number: 5_432, protocol: 'TCP' },
            { number: 6_432, protocol: 'TCP' },
          ],
        },
      },
    ]);
    // A chart's own pods may be at addresses that no registry has.
    expect(addressEntries.emit(plan(chart))).toEqual([]);
    expect(sidecar.emit(plan(chart))).toEqual([]);
  });
});
