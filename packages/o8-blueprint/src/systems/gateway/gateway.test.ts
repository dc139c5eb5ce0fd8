import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../../__testUtils__/examples';
import { onlyOf, planWith, specWith } from '../../__testUtils__/planWith';
import { derivedNames } from '../../plan/derivedNames';
import { planModule } from '../../plan/planModule';
import {
  at,
  CHART,
  open,
  SERVICE,
  TWO,
  type Exposure,
} from './__testUtils__/publicShop';
import { authentication } from './authentication';
import { gatewayHole } from './gatewayHole';
import { httpRoute } from './httpRoute';

type Spec = ModuleSpecInput['spec'];

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
