import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import type { Manifest, ModulePlan } from '../../types';
import { createPlan, look, removeKind, setField } from '../__testUtils__';

type Changes = NonNullable<Parameters<typeof createPlan>[0]>;

const HOST = 'billing.acme.example';
const DOMAIN = 'external-dns.kubernetes.io';

const zone: Changes['zone'] = {
  domain: 'acme.example',
  gateway: {
    name: 'public',
    namespace: 'istio-ingress',
    podLabels: { app: 'gateway' },
    listener: 'https',
  },
  traffic: {
    kind: 'external-dns',
    healthChecks: { 'eu-1': 'check-eu', 'us-1': 'check-us' },
  },
};

const placements = [
  { environment: 'production', cluster: 'eu-1' },
  { environment: 'production', cluster: 'us-1' },
  {
    environment: 'staging',
    cluster: 'stage-1',
    host: 'billing.stage.acme.example',
  },
];

function publicPlan(
  changes: Partial<ModuleSpecInput['spec']> = {},
  more: Changes['zone'] = {},
): ModulePlan {
  return createPlan({
    zone: { ...zone, ...more },
    spec: { placements, exposure: { kind: 'public', host: HOST }, ...changes },
  });
}

/** A route as the gateway has one, with what it says on each cluster. */
function route(annotations: Record<string, string>, path?: string): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'own', annotations },
    spec: {
      rules: path
        ? [{ matches: [{ path: { type: 'Exact', value: path } }] }]
        : [],
    },
  };
}

/** The plan with these routes as the only ones, the same on each cluster. */
function withRoutes(plan: ModulePlan, ...objects: Manifest[]): ModulePlan {
  const without = removeKind('HTTPRoute')(plan);
  const own = { path: 'deploy/base/own-route.yaml', objects };
  return { ...without, module: [...without.module, own] };
}

const CHECKED = {
  [`${DOMAIN}/set-identifier`]: 'one',
  [`${DOMAIN}/aws-health-check-id`]: 'two',
};

describe('HA-3 of a public module', () => {
  it('is satisfied by routes of both regions with health checks', () => {
    const found = look('HA-3', withRoutes(publicPlan(), route(CHECKED)));
    expect(found).toMatchObject({
      verdict: 'satisfied',
      reasons: ['It is in 2 regions, behind one host.'],
    });
    expect(found.objects.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['Application', 'HTTPRoute']),
    );
  });

  it.each<[string, ModulePlan, string, string[]]>([
    ['has no routes', withRoutes(publicPlan()), 'A region has no route.', []],
    [
      'has no health checks',
      withRoutes(publicPlan(), route({ [`${DOMAIN}/set-identifier`]: 'one' })),
      'Nothing asks whether a region is healthy.',
      ['spec.traffic.healthChecks'],
    ],
    [
      'has records that replace each other',
      withRoutes(publicPlan(), route({})),
      'Records of its regions would replace each other.',
      [],
    ],
    [
      'has annotations of another version',
      withRoutes(
        publicPlan(
          {},
          {
            traffic: {
              kind: 'external-dns',
              annotationDomain: 'external-dns.alpha.kubernetes.io',
            },
          },
        ),
        route(CHECKED),
      ),
      'Records of its regions would replace each other.',
      [],
    ],
    [
      'leaves it to a person',
      withRoutes(
        publicPlan({
          recovery: { failover: { mode: 'active-active', automatic: false } },
        }),
        route(CHECKED),
      ),
      'A person leads callers to the other region.',
      ['spec.recovery.failover.automatic'],
    ],
    [
      'has a host for each region',
      withRoutes(
        publicPlan({
          placements: placements.map((each, index) => ({
            ...each,
            host: `billing-${index}.acme.example`,
          })),
        }),
        route(CHECKED),
      ),
      'Its regions have different hosts.',
      ['spec.placements[].host'],
    ],
    [
      'does not serve what the load balancer asks',
      withRoutes(
        publicPlan(
          {},
          { traffic: { kind: 'load-balancer', healthPath: '/up' } },
        ),
        route({}, '/other'),
      ),
      'No route serves the path that the load balancer asks.',
      [],
    ],
  ])('fails where it %s', (_, plan, reason, fields) => {
    const found = look('HA-3', plan);
    expect(found).toMatchObject({ verdict: 'fails', reasons: [reason] });
    expect(found.changes.map(({ field }) => field)).toEqual(fields);
  });

  it('is satisfied by a path that the load balancer asks', () => {
    const plan = publicPlan(
      {},
      { traffic: { kind: 'load-balancer', healthPath: '/up' } },
    );
    expect(look('HA-3', withRoutes(plan, route({}, '/up'))).verdict).toBe(
      'satisfied',
    );
  });

  it('is not known of TLS that ends in the module', () => {
    const plan = publicPlan(
      {},
      { traffic: { kind: 'load-balancer', healthPath: '/up' } },
    );
    const passing = withRoutes(plan, { ...route({}), kind: 'TLSRoute' });
    expect(look('HA-3', passing).verdict).toBe('not-checked');
  });

  it('does not count regions of tests', () => {
    const plan = createPlan({
      spec: {
        placements: [
          placements[1],
          { environment: 'staging', cluster: 'stage-1' },
        ],
      },
    });
    expect(look('HA-3', plan)).toMatchObject({
      verdict: 'fails',
      reasons: ['It is in 1 regions that are known, and needs two.'],
    });
  });

  it('is what the blueprint plans', () => {
    expect(look('HA-3', publicPlan())).toMatchObject({ verdict: 'satisfied' });
    const unnamed = setField('HTTPRoute', 'metadata.annotations', undefined);
    expect(look('HA-3', unnamed(publicPlan())).verdict).toBe('fails');
  });
});
