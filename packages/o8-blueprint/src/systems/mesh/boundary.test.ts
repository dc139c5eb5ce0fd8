import type {
  LandingZone,
  ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import { anyModule, createRichZone } from '../../__testUtils__/anyModule';
import { isAllowed } from '../../__testUtils__/isAllowed';
import { isAuthorized } from '../../__testUtils__/isAuthorized';
import { specWith } from '../../__testUtils__/planWith';
import { valueOf } from '../../__testUtils__/examples';
import { planClusters } from '../../plan/planObjects';
import { planModule } from '../../plan/planModule';
import type { Manifest, ModulePlan } from '../../types';

type Spec = ModuleSpecInput['spec'];
type Mode = LandingZone['spec']['mesh']['mode'];

const PROMETHEUS = {
  namespace: 'monitoring',
  podLabels: { app: 'prometheus' },
};
const CHART: Spec['workload'] = {
  kind: 'service',
  chart: {
    repository: 'https://charts.example',
    name: 'thing',
    version: '1.2.3',
    selector: { app: 'thing' },
    service: 'thing-web',
    port: 3_000,
  },
};

function planIn(
  mode: Mode,
  workload: Spec['workload'],
  more: Partial<Spec> = {},
  zone: object = {},
): ModulePlan {
  return valueOf(
    planModule({
      spec: specWith(workload, more),
      zone: createRichZone(mode, { monitoring: PROMETHEUS, ...zone }),
    }),
  );
}

function objectsOf(plan: ModulePlan): Manifest[] {
  return planClusters(plan).flatMap(({ objects }) => objects);
}

function policiesOf(plan: ModulePlan): Manifest[] {
  return objectsOf(plan).filter(({ kind }) => kind === 'AuthorizationPolicy');
}

const shop = {
  namespace: 'shop',
  labels: { 'app.kubernetes.io/name': 'shop' },
};

describe.each(['sidecar', 'ambient'] as const)('in %s a module', mode => {
  it('takes mutual TLS only, and lets nobody in', () => {
    const objects = objectsOf(planIn(mode, { kind: 'service' }));
    const ofMesh = objects.filter(({ apiVersion }) =>
      apiVersion.startsWith('security.istio.io/'),
    );
    expect(ofMesh).toMatchObject([
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        metadata: { name: 'default', namespace: 'shop' },
        spec: { mtls: { mode: 'STRICT' } },
      },
      {
        kind: 'AuthorizationPolicy',
        metadata: { name: 'deny-all', namespace: 'shop' },
        spec: {},
      },
    ]);
  });

  it('lets the gateway in where it is public, at its port', () => {
    const gateway = {
      name: 'public',
      namespace: 'istio-ingress',
      podLabels: { app: 'gateway' },
      listener: 'https',
    };
    const open = (more: object) =>
      policiesOf(
        planIn(
          mode,
          { kind: 'service', port: 8_081 },
          { exposure: { kind: 'public', host: 'shop.acme.example' } },
          { domain: 'acme.example', gateway: { ...gateway, ...more } },
        ),
      );
    const asks = (policies: Manifest[], serviceAccount: string, port: number) =>
      isAuthorized(policies, {
        from: { namespace: 'istio-ingress', serviceAccount },
        to: shop,
        port,
      });
    expect(asks(open({}), 'public-istio', 8_081)).toBe(true);
    expect(asks(open({}), 'public-istio', 8_082)).toBe(false);
    expect(asks(open({}), 'other', 8_081)).toBe(false);
    expect(asks(open({ serviceAccount: 'other' }), 'other', 8_081)).toBe(true);
  });

  it('lets the pods of a chart talk to each other, whatever their accounts are', () => {
    const policies = policiesOf(planIn(mode, CHART));
    const from = (namespace: string) => ({ namespace, serviceAccount: 'any' });
    const to = { namespace: 'shop', labels: { app: 'worker' } };
    expect(isAuthorized(policies, { from: from('shop'), to, port: 9 })).toBe(
      true,
    );
    expect(isAuthorized(policies, { from: from('till'), to, port: 9 })).toBe(
      false,
    );
  });
});

describe('Prometheus', () => {
  const from = { namespace: 'monitoring', labels: PROMETHEUS.podLabels };
  const METRICS: [string, Spec['workload'], object][] = [
    ['the port of callers', { kind: 'service' }, {}],
    ['a port of its own', { kind: 'service' }, { port: 9_090 }],
    ['a worker', { kind: 'worker' }, { port: 9_090 }],
  ];

  it.each(METRICS)('asks past the sidecar: %s', (_, workload, metrics) => {
    const plan = planIn('sidecar', workload, { observability: { metrics } });
    const text = JSON.stringify(plan.module);
    // Neither of them is a port that the sidecar takes.
    const excluded = /excludeInboundPorts":"(\d+)"/.exec(text)?.[1];
    const port = Number(excluded ?? 15_020);
    expect(isAllowed(objectsOf(plan), { from, to: shop, port })).toBe(true);
    expect(policiesOf(plan)).toHaveLength(1);
  });

  it.each(METRICS)('is known in ambient: %s', (_, workload, metrics) => {
    const serviceAccount = 'prometheus';
    const plan = planIn(
      'ambient',
      workload,
      { observability: { metrics } },
      { monitoring: { ...PROMETHEUS, serviceAccount } },
    );
    const port = 'port' in metrics ? Number(metrics.port) : 8_080;
    const asks = (name: string, at: number) =>
      isAuthorized(objectsOf(plan), {
        from: { namespace: 'monitoring', serviceAccount: name },
        to: shop,
        port: at,
      });
    expect(asks(serviceAccount, port)).toBe(true);
    expect(asks('grafana', port)).toBe(false);
    expect(asks(serviceAccount, port + 1)).toBe(false);
    expect(isAllowed(objectsOf(plan), { from, to: shop, port: 15_008 })).toBe(
      true,
    );
    expect(plan.notes.join()).not.toContain('Prometheus');
  });

  it('is any pod of its namespace where nobody says which, and that is noted', () => {
    const plan = planIn(
      'ambient',
      { kind: 'service' },
      { observability: { metrics: {} } },
    );
    const grafana = { namespace: 'monitoring', serviceAccount: 'grafana' };
    expect(
      isAuthorized(objectsOf(plan), { from: grafana, to: shop, port: 8_080 }),
    ).toBe(true);
    expect(plan.notes.join()).toContain('monitoring.serviceAccount');
  });

  it.each<[number, string]>([
    [9_090, 'traffic.sidecar.istio.io/excludeInboundPorts: "9090"'],
    [3_000, 'prometheus.io/port: "3000"'],
  ])('needs the help of a chart in a sidecar: %i', (port, annotation) => {
    const observability = { metrics: { port } };
    const outside = planIn('sidecar', CHART, { observability });
    expect(outside.notes.join()).toContain(annotation);
    const serviceAccount = 'prometheus';
    const inside = planIn(
      'sidecar',
      CHART,
      { observability },
      { monitoring: { ...PROMETHEUS, serviceAccount } },
    );
    expect(
      isAuthorized(objectsOf(inside), {
        from: { namespace: 'monitoring', serviceAccount },
        to: { namespace: 'shop', labels: {} },
        port,
      }),
    ).toBe(true);
  });
});

describe('any module', () => {
  const MESH = ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'];

  it('is in one mesh in one way, and routed in one way', () => {
    const zones = (['none', 'sidecar', 'ambient'] as const).map(mode =>
      createRichZone(mode),
    );
    fc.assert(
      fc.property(anyModule, fc.constantFrom(...zones), (spec, zone) => {
        const result = planModule({ spec, zone });
        // What a mesh or its absence refuses is tested where it is refused.
        fc.pre(result.ok);
        const plan = valueOf(result);
        const objects = [...plan.module, ...plan.platform].flatMap(file =>
          'objects' in file ? file.objects : [],
        );
        const isNone = zone.spec.mesh.mode === 'none';
        for (const { kind, metadata } of objects) {
          const joins = MESH.filter(label => metadata.labels?.[label]);
          expect(joins).toHaveLength(kind === 'Namespace' && !isNone ? 1 : 0);
        }
        const kinds = new Set(
          objects
            .filter(({ metadata }) => metadata.name === spec.metadata.name)
            .map(({ kind }) => kind),
        );
        expect(kinds.has('VirtualService') && kinds.has('HTTPRoute')).toBe(
          false,
        );
      }),
      { numRuns: 12, seed: 7 },
    );
  });
});
