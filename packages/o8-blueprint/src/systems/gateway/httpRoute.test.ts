import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { onlyOf, planWith, specWith } from '../../__testUtils__/planWith';
import { ofPlacement } from '../../emitters/module/ofPlacement';
import { service } from '../../emitters/module/service';
import { moduleKinds } from '../../emitters/moduleKinds';
import { planModule } from '../../plan/planModule';
import {
  at,
  CHART,
  open,
  SERVICE,
  TWO,
  type Exposure,
} from './__testUtils__/publicShop';
import { httpRoute } from './httpRoute';
import { tlsRoute } from './tlsRoute';

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
