import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../../__testUtils__/examples';
import { specWith } from '../../__testUtils__/planWith';
import { resolveModule } from '../../plan/resolveModule';
import { healthRoute, trafficAnnotations } from './failover';

type Spec = ModuleSpecInput['spec'];
type Failover = NonNullable<Spec['recovery']>['failover'];

const CHECKS = { 'eu-1': 'check-eu', 'us-1': 'check-us', 'stage-1': 'check-x' };
const PUBLIC: Spec['exposure'] = { kind: 'public', host: 'shop.acme.example' };
const BOTH = ['eu-1', 'us-1'];

/** A public shop at these clusters, in a zone with this traffic. */
function shopAt(
  clusters: string[],
  traffic: object,
  { failover, ...more }: Partial<Spec> & { failover?: Failover } = {},
) {
  const zone = createRichZone('sidecar', {
    domain: 'acme.example',
    gateway: {
      name: 'public',
      namespace: 'istio-ingress',
      podLabels: { app: 'gateway' },
      listener: 'https',
    },
    clusters: ['eu-1', 'us-1', 'stage-1'].map(name => ({
      name,
      environment: 'production',
      region: `${name}-region`,
      default: true,
    })),
    traffic,
  });
  const spec = specWith(
    { kind: 'service', probes: { readiness: { path: '/readyz' } } },
    {
      exposure: PUBLIC,
      placements: clusters.map(cluster => ({
        environment: 'production',
        cluster,
      })),
      recovery: { failover },
      ...more,
    },
  );
  return resolveModule({ spec, zone });
}

function annotationsOf(...from: Parameters<typeof shopAt>) {
  const context = valueOf(shopAt(...from));
  return Object.fromEntries(
    context.placements.map(placement => [
      placement.cluster.name,
      Object.entries(trafficAnnotations(context, placement))
        .map(([key, value]) => `${key.split('/')[1]}=${value}`)
        .join(' '),
    ]),
  );
}

const DNS = { kind: 'external-dns', healthChecks: CHECKS };

describe('trafficAnnotations', () => {
  it.each<[string, object, string[], Failover, object]>([
    [
      'all that serve have the same weight',
      DNS,
      BOTH,
      { mode: 'active-active' },
      {
        'eu-1':
          'set-identifier=eu-1 aws-weight=100 aws-health-check-id=check-eu',
        'us-1':
          'set-identifier=us-1 aws-weight=100 aws-health-check-id=check-us',
      },
    ],
    [
      'one waits for the other',
      DNS,
      BOTH,
      { mode: 'active-passive', primary: 'us-1' },
      {
        'eu-1':
          'set-identifier=eu-1 aws-failover=SECONDARY aws-health-check-id=check-eu',
        'us-1':
          'set-identifier=us-1 aws-failover=PRIMARY aws-health-check-id=check-us',
      },
    ],
    [
      'several wait without weight',
      DNS,
      ['eu-1', 'us-1', 'stage-1'],
      { mode: 'active-passive', primary: 'us-1' },
      {
        'eu-1': 'set-identifier=eu-1 aws-weight=0 aws-health-check-id=check-eu',
        'us-1':
          'set-identifier=us-1 aws-weight=100 aws-health-check-id=check-us',
        'stage-1':
          'set-identifier=stage-1 aws-weight=0 aws-health-check-id=check-x',
      },
    ],
    [
      'a person decides, and no check does',
      DNS,
      BOTH,
      { mode: 'active-passive', primary: 'eu-1', automatic: false },
      {
        'eu-1': 'set-identifier=eu-1 aws-weight=100',
        'us-1': 'set-identifier=us-1 aws-weight=0',
      },
    ],
    [
      'there are no health checks',
      { kind: 'external-dns' },
      BOTH,
      { mode: 'active-passive', primary: 'eu-1' },
      {
        'eu-1': 'set-identifier=eu-1 aws-weight=100',
        'us-1': 'set-identifier=us-1 aws-weight=0',
      },
    ],
    [
      'nothing is said, and records may stand beside each other',
      { kind: 'external-dns' },
      BOTH,
      undefined,
      {
        'eu-1': 'set-identifier=eu-1 aws-weight=100',
        'us-1': 'set-identifier=us-1 aws-weight=100',
      },
    ],
    ['there is one place only', DNS, ['eu-1'], undefined, { 'eu-1': '' }],
    [
      'something else leads there',
      { kind: 'none' },
      BOTH,
      undefined,
      { 'eu-1': '', 'us-1': '' },
    ],
  ])('says what is so where %s', (_, traffic, clusters, failover, expected) => {
    expect(annotationsOf(clusters, traffic, { failover })).toEqual(expected);
  });

  it('has two of one pair agree: one of them watched alone would be no pair', () => {
    const some = { kind: 'external-dns', healthChecks: { 'eu-1': 'check-eu' } };
    expect(
      annotationsOf(BOTH, some, {
        failover: { mode: 'active-passive', primary: 'eu-1' },
      }),
    ).toEqual({
      'eu-1': 'set-identifier=eu-1 aws-weight=100 aws-health-check-id=check-eu',
      'us-1': 'set-identifier=us-1 aws-weight=0',
    });
  });

  it('has the domain that its external-dns reads', () => {
    const keys = (traffic: object) => {
      const context = valueOf(shopAt(BOTH, traffic));
      return Object.keys(trafficAnnotations(context, context.placements[0]));
    };
    expect(keys(DNS)[0]).toBe('external-dns.kubernetes.io/set-identifier');
    const annotationDomain = 'external-dns.alpha.kubernetes.io';
    expect(keys({ ...DNS, annotationDomain })[0]).toBe(
      `${annotationDomain}/set-identifier`,
    );
  });

  it('leaves hosts alone that are in one place each', () => {
    const context = valueOf(
      shopAt([], DNS, {
        placements: BOTH.map(cluster => ({
          environment: 'production',
          cluster,
          host: `${cluster}.acme.example`,
        })),
      }),
    );
    expect(
      context.placements.map(each => trafficAnnotations(context, each)),
    ).toEqual([{}, {}]);
  });
});

describe('healthRoute', () => {
  const BALANCED = { kind: 'load-balancer', healthPath: '/o8/health' };
  const routeOf = (...from: Parameters<typeof shopAt>) => {
    const context = valueOf(shopAt(...from));
    return healthRoute(context, context.placements[0]);
  };

  it.each<[string, Partial<Spec>, object | undefined]>([
    [
      'that asks whether it is ready',
      {},
      { path: '/o8/health', target: '/readyz' },
    ],
    [
      'as it is where another port would answer',
      {
        workload: {
          kind: 'service',
          probes: { readiness: { path: '/readyz', port: 9_000 } },
        },
      },
      { path: '/o8/health' },
    ],
    [
      'as it is where nobody says what answers',
      { workload: { kind: 'service' } },
      { path: '/o8/health' },
    ],
  ])('is a path %s', (_, more, expected) => {
    expect(routeOf(BOTH, BALANCED, more)).toEqual(expected);
  });

  it('is told where the module has to answer at it by itself', () => {
    const notesOf = (more: Partial<Spec>) =>
      valueOf(shopAt(BOTH, BALANCED, more)).notes.join();
    expect(notesOf({ workload: { kind: 'service' } })).toContain(
      'takes a region for ill unless the module answers at /o8/health',
    );
    expect(notesOf({})).not.toContain('/o8/health');
  });

  it('is there for a load balancer and several regions only', () => {
    expect(routeOf(BOTH, DNS)).toBeUndefined();
    expect(routeOf(['eu-1'], BALANCED)).toBeUndefined();
  });
});

describe('failover', () => {
  const failover: Failover = { mode: 'active-active' };

  it('needs a second region', () => {
    const zone = createRichZone('none');
    const spec = specWith({ kind: 'service' }, { recovery: { failover } });
    expect(problemsOf(resolveModule({ spec, zone }))).toEqual([
      {
        path: 'spec.recovery.failover',
        message:
          'there is no second region to go to: the placements of no environment are in two regions of the landing zone "rich"',
        kind: 'refused',
      },
    ]);
  });

  it('knows its primary cluster among those of the zone', () => {
    const found = shopAt([], DNS, {
      failover: { mode: 'active-passive', primary: 'ap-1' },
    });
    expect(problemsOf(found).map(({ message }) => message)).toEqual([
      '"ap-1" is not among its placements: one of eu-1, us-1, stage-1',
    ]);
  });

  it('says where no region takes over by itself', () => {
    const some = { kind: 'external-dns', healthChecks: { 'eu-1': 'check-eu' } };
    expect(valueOf(shopAt(BOTH, some, { failover })).notes).toContainEqual(
      'No region takes over by itself: the landing zone has no health check (traffic.healthChecks) of us-1',
    );
    expect(valueOf(shopAt(BOTH, DNS, { failover })).notes.join()).not.toContain(
      'health check',
    );
  });
});
