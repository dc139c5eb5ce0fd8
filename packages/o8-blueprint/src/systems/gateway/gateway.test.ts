import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../../__testUtils__/examples';
import { onlyOf, planWith, specWith } from '../../__testUtils__/planWith';
import { ofPlacement } from '../../emitters/module/ofPlacement';
import { service } from '../../emitters/module/service';
import { moduleKinds } from '../../emitters/moduleKinds';
import { derivedNames } from '../../plan/derivedNames';
import { planModule } from '../../plan/planModule';
import type { ModulePlan } from '../../types';
import { authentication } from './authentication';
import { gatewayHole } from './gatewayHole';
import { httpRoute } from './httpRoute';
import { routeGuard } from './routeGuard';
import { tlsRoute } from './tlsRoute';

type Spec = ModuleSpecInput['spec'];
type Exposure = NonNullable<Spec['exposure']>;

const open = (more: Partial<Exposure> = {}): Exposure => ({
  kind: 'public',
  host: 'shop.rich.example',
  ...more,
});
const SERVICE = { kind: 'service' as const, port: 8_081 };
const TWO = [
  { environment: 'production', cluster: 'eu-1' },
  { environment: 'production', cluster: 'us-1', host: 'us.rich.example' },
];
const CHART: Spec['workload'] = {
  kind: 'service',
  chart: {
    repository: 'https://charts.example',
    name: 'thing',
    version: '1.2.3',
    service: 'thing-web',
    selector: { app: 'thing' },
    port: 3_000,
  },
};
const at = (plan: ModulePlan, index = 0) => ({
  ...plan,
  placement: plan.placements[index],
});

describe('the route of a public module', () => {
  it('is on the listener for TLS of the gateway, with its host and paths', () => {
    const plan = planWith(SERVICE, {
      exposure: open({ paths: ['/api/', '/api', '/'] }),
    });
    expect(onlyOf(httpRoute, plan)).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: {
        name: 'shop',
        labels: expect.objectContaining({ 'orchestr8.io/module': 'shop' }),
        annotations: { 'argocd.argoproj.io/sync-wave': '3' },
      },
      spec: {
        parentRefs: [
          {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            name: 'public',
            namespace: 'istio-ingress',
            sectionName: 'https',
          },
        ],
        hostnames: ['shop.rich.example'],
        rules: [
          {
            matches: [
              { path: { type: 'PathPrefix', value: '/api' } },
              { path: { type: 'PathPrefix', value: '/' } },
            ],
            backendRefs: [
              { group: '', kind: 'Service', name: 'shop', port: 80, weight: 1 },
            ],
          },
        ],
      },
    });
    expect(tlsRoute.emit(plan)).toEqual([]);
  });

  it('is there with the host of each placement', () => {
    const plan = planWith(SERVICE, { exposure: open(), placements: TWO });
    const hosts = plan.placements.map(
      placement =>
        onlyOf(httpRoute, { ...plan, ...ofPlacement({ ...plan, placement }) })
          .spec,
    );
    expect(hosts).toMatchObject([
      { hostnames: ['shop.rich.example'] },
      { hostnames: ['us.rich.example'] },
    ]);
    const patch = plan.module.find(
      ({ path }) =>
        path === 'deploy/overlays/production-us-1/patch-http-route.yaml',
    );
    expect(patch).toMatchObject({
      objects: [{ spec: { hostnames: ['us.rich.example'] } }],
    });
  });

  it('leads to the Service of a chart, in a file of its own overlay', () => {
    const plan = planWith(CHART, { exposure: open() });
    expect(onlyOf(httpRoute, plan)).toHaveProperty(
      'spec.rules.0.backendRefs.0',
      { group: '', kind: 'Service', name: 'thing-web', port: 3_000, weight: 1 },
    );
    const paths = plan.module.map(({ path }) => path);
    expect(paths).toContain('deploy/base/http-route.yaml');
    const far = planWith(
      {
        ...CHART,
        chart: { ...CHART.chart, servicePort: 80 } as typeof CHART.chart,
      },
      { exposure: open() },
    );
    expect(onlyOf(httpRoute, far)).toHaveProperty(
      'spec.rules.0.backendRefs.0.port',
      80,
    );
  });

  it('passes TLS through to a module that ends it, as TLS', () => {
    const plan = planWith(SERVICE, { exposure: open({ tls: 'passthrough' }) });
    expect(httpRoute.emit(plan)).toEqual([]);
    expect(onlyOf(tlsRoute, plan)).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      spec: {
        parentRefs: [{ sectionName: 'tls' }],
        hostnames: ['shop.rich.example'],
        rules: [{ backendRefs: [{ name: 'shop', port: 80 }] }],
      },
    });
    expect(onlyOf(service, plan)).toHaveProperty(
      'spec.ports.0.appProtocol',
      'https',
    );
  });

  it('has the health of a region beside it, without limits', () => {
    const zone = createRichZone('none', {
      traffic: { kind: 'load-balancer', healthPath: '/-/health' },
    });
    const spec = specWith(
      { ...SERVICE, probes: { readiness: { path: '/ready' } } },
      {
        exposure: open({ rateLimitPerMinute: 60 }),
        placements: TWO.map(({ host, ...place }) => place),
      },
    );
    const plan = valueOf(planModule({ spec, zone }));
    const [, health, ...others] = httpRoute.emit(ofPlacement(at(plan)));
    expect(others).toEqual([]);
    expect(health).toMatchObject({
      metadata: {
        name: 'shop-health',
        annotations: { 'argocd.argoproj.io/sync-wave': '3' },
      },
      spec: {
        rules: [
          {
            matches: [{ path: { type: 'Exact', value: '/-/health' } }],
            filters: [
              {
                type: 'URLRewrite',
                urlRewrite: { path: { replaceFullPath: '/ready' } },
              },
            ],
          },
        ],
      },
    });
  });

  it('is no kind that other modules may write', () => {
    const kindsOf = (exposure: Exposure) =>
      moduleKinds(planWith(SERVICE, { exposure })).map(({ kind }) => kind);
    expect(kindsOf(open())).toContain('HTTPRoute');
    expect(kindsOf(open())).not.toContain('TLSRoute');
    expect(kindsOf({ kind: 'internal' })).not.toContain('HTTPRoute');
  });
});

describe('what the gateway is to do for a module', () => {
  const asked = {
    exposure: open({ rateLimitPerMinute: 60, authentication: true }),
  };

  it('asks the provider of the mesh, at the gateway and for its hosts only', () => {
    const plan = planWith(SERVICE, asked);
    expect(onlyOf(httpRoute, plan).metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-wave': '3',
      'orchestr8.io/rate-limit-per-minute': '60',
    });
    expect(authentication.emit(at(plan))).toMatchObject([
      {
        metadata: { name: 'shop', namespace: 'istio-ingress' },
        spec: {
          action: 'CUSTOM',
          provider: { name: 'oauth2-proxy' },
          targetRefs: [{ kind: 'Gateway', name: 'public' }],
          rules: [
            {
              to: [
                {
                  operation: {
                    hosts: ['shop.rich.example', 'shop.rich.example:*'],
                  },
                },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('says so on the route, where the gateway reads it there', () => {
    const rich = createRichZone('none').spec.gateway;
    const zone = createRichZone('none', {
      gateway: { ...rich, authentication: true },
    });
    const plan = valueOf(planModule({ spec: specWith(SERVICE, asked), zone }));
    expect(onlyOf(httpRoute, plan).metadata.annotations).toMatchObject({
      'orchestr8.io/authentication': 'required',
    });
    expect(authentication.emit(at(plan))).toEqual([]);
  });

  it('lets its pods in, at the port of the module only', () => {
    const ports = (mesh: 'none' | 'ambient', workload: Spec['workload']) =>
      gatewayHole(at(planWith(workload, { exposure: open() }, mesh)));
    expect(ports('none', SERVICE)).toMatchObject([
      {
        metadata: { name: 'allow-gateway', namespace: 'shop' },
        spec: {
          podSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } },
          policyTypes: ['Ingress'],
          ingress: [
            {
              from: [
                {
                  namespaceSelector: {
                    matchLabels: {
                      'kubernetes.io/metadata.name': 'istio-ingress',
                    },
                  },
                  podSelector: {
                    matchLabels: {
                      'gateway.networking.k8s.io/gateway-name': 'public',
                    },
                  },
                },
              ],
              ports: [{ port: 8_081, protocol: 'TCP' }],
            },
          ],
        },
      },
    ]);
    expect(ports('ambient', CHART)).toMatchObject([
      {
        spec: {
          podSelector: { matchLabels: { app: 'thing' } },
          ingress: [{ ports: [{ port: 3_000 }, { port: 15_008 }] }],
        },
      },
    ]);
    expect(gatewayHole(at(planWith(SERVICE)))).toEqual([]);
  });
});

describe('the guard of routes', () => {
  it('takes approved hosts on listeners for TLS, in the namespace of the module', () => {
    const plan = planWith(SERVICE, { exposure: open(), placements: TWO });
    const [policy, binding] = routeGuard.emit(at(plan));
    expect(policy).toMatchObject({
      metadata: { name: 'shop.routes.orchestr8.io' },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          namespaceSelector: {
            matchLabels: { 'kubernetes.io/metadata.name': 'shop' },
          },
          resourceRules: [{ resources: ['httproutes', 'tlsroutes'] }],
        },
        validations: [
          {
            expression: expect.stringContaining(
              "size(object.spec.hostnames) > 0 && object.spec.hostnames.all(h, h in ['shop.rich.example', 'us.rich.example'])",
            ),
          },
          {
            expression: expect.stringContaining(
              "has(p.sectionName) && p.sectionName in ['https', 'tls']",
            ),
          },
        ],
      },
    });
    expect(binding.spec).toEqual({
      policyName: 'shop.routes.orchestr8.io',
      validationActions: ['Deny'],
    });
  });

  it('is there for what the project of the module lets in, and nothing else', () => {
    const resourcesOf = (...args: Parameters<typeof planWith>) =>
      routeGuard
        .emit(at(planWith(...args)))
        .map(({ spec }) => JSON.stringify(spec))
        .map(text => text.match(/"resources":\[[^\]]*\]/g) ?? [])
        .flat();
    expect(resourcesOf(SERVICE, {}, 'sidecar')).toEqual([]);
    expect(resourcesOf(CHART, { exposure: open() })).toEqual([
      '"resources":["httproutes","tlsroutes"]',
    ]);
    const shifted = { delivery: { strategy: 'canary' as const } };
    expect(resourcesOf(SERVICE, shifted, 'sidecar')).toEqual([
      '"resources":["virtualservices"]',
    ]);
    const calling = { dependsOn: [{ module: 'ledger', port: 8_080 }] };
    expect(resourcesOf(SERVICE, calling, 'sidecar')).toEqual([
      '"resources":["destinationrules"]',
    ]);
    expect(resourcesOf(SERVICE, calling)).toEqual([]);
  });

  it('lets a VirtualService be about Services of its module, beside the way out', () => {
    const plan = planWith(
      SERVICE,
      {
        delivery: { strategy: 'canary' },
        dependsOn: [{ host: 'api.example.com' }],
      },
      'sidecar',
    );
    const text = JSON.stringify(routeGuard.emit(at(plan))[0].spec);
    expect(text).toContain(
      "h.matches('^[a-z0-9-]+[.]shop[.]svc[.]cluster[.]local$') || h in ['api.example.com']",
    );
    expect(text).toContain("g in ['mesh', 'istio-egress/egress']");
  });
});

describe('public addresses', () => {
  it('belong to one module', () => {
    const of = (exposure: Exposure, name: string) =>
      derivedNames(specWith(SERVICE, { exposure, placements: TWO }, name));
    const shop = of(open({ paths: ['/a/'] }), 'shop');
    expect(shop).toContain('public address shop.rich.example/a');
    expect(shop).toContain('public address us.rich.example/a');
    const platform = {
      modules: [{ spec: specWith(SERVICE, { exposure: open() }, 'first') }],
    };
    const plan = planModule({
      spec: specWith(SERVICE, { exposure: open() }),
      zone: createRichZone('none'),
      platform,
    });
    expect(problemsOf(plan).map(({ message }) => message)).toEqual([
      '"shop" cannot be used: its public address shop.rich.example/ belongs to the module "first"',
    ]);
  });
});

describe('a landing zone that lacks something for the world', () => {
  const rich = createRichZone('none').spec.gateway;
  const { listener, passthroughListener, ...bare } = rich!;

  it.each<[object, Partial<Exposure>, string]>([
    [
      { gateway: undefined },
      {},
      'spec.exposure.kind: cannot be public: the landing zone "rich" has no gateway',
    ],
    [
      { gateway: bare },
      {},
      'spec.exposure.kind: cannot be public: the gateway of the landing zone "rich" has no listener that ends TLS (gateway.listener)',
    ],
    [
      { gateway: { ...bare, listener } },
      { tls: 'passthrough' },
      'spec.exposure.tls: cannot be passthrough: the gateway of the landing zone "rich" has no listener that leaves TLS to modules (gateway.passthroughListener)',
    ],
    [
      { gateway: { ...rich, rateLimits: false } },
      { rateLimitPerMinute: 1 },
      'spec.exposure.rateLimitPerMinute: cannot be kept: the gateway of the landing zone "rich" limits no requests (gateway.rateLimits)',
    ],
    [
      { gateway: { ...rich, authentication: false } },
      { authentication: true },
      'spec.exposure.authentication: cannot be asked for: the gateway of the landing zone "rich" does not ask who somebody is (gateway.authentication)',
    ],
    [
      { domain: undefined },
      {},
      'spec.exposure.host: the landing zone "rich" has no domain for public hosts',
    ],
  ])('%j has no %j', (zone, more, line) => {
    const plan = planModule({
      spec: specWith(SERVICE, { exposure: open(more) }),
      zone: createRichZone('none', zone),
    });
    expect(
      problemsOf(plan).map(({ path, message }) => `${path}: ${message}`),
    ).toEqual([line]);
  });
});
