import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { exampleOf, planOf, problemsOf } from '../../__testUtils__/examples';
import { isAllowed } from '../../__testUtils__/isAllowed';
import { planModule } from '../../plan/planModule';
import { networkPolicies } from '../networkPolicies';
import { egressRoutes, serviceEntries } from './egressGateway';

const gateway = {
  namespace: 'istio-egress',
  podLabels: { istio: 'egressgateway' },
  service: 'way-out',
  port: 8443,
  gateway: 'passthrough',
};

type Dependency = { host: string; port?: number; cidrs?: string[] };

/** The example in a landing zone with an egress gateway, calling these hosts. */
function moduleWith(
  mode: LandingZone['spec']['mesh']['mode'],
  dependsOn: Dependency[],
) {
  const { spec, zone } = exampleOf('pinned');
  spec.spec.dependsOn = dependsOn;
  zone.spec.mesh.mode = mode;
  zone.spec.egress = { mode: 'gateway', gateway };
  return { spec, zone };
}

function contextOf(...from: Parameters<typeof moduleWith>) {
  const plan = planOf(moduleWith(...from));
  return { ...plan, placement: plan.placements[0] };
}

const host = 'api.partner.example';
const self = {
  namespace: 'call-router',
  labels: { 'app.kubernetes.io/name': 'call-router' },
};
const gatewayPod = {
  namespace: gateway.namespace,
  labels: gateway.podLabels,
};

describe('an egress gateway for sidecars', () => {
  const context = contextOf('sidecar', [{ host, port: 9440 }]);

  it('is told of the host, and nobody else but the module is', () => {
    const [entry, ...more] = serviceEntries.emit(context);
    expect(more).toEqual([]);
    expect(entry.metadata).toEqual({
      name: host,
      namespace: 'call-router',
      labels: { 'orchestr8.io/module': 'call-router' },
    });
    expect(entry.spec).toEqual({
      hosts: [host],
      exportTo: ['.', 'istio-egress'],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      ports: [{ name: 'tls-9440', number: 9440, protocol: 'TLS' }],
    });
  });

  it('is where sidecars go, and it goes to the host', () => {
    const [route] = egressRoutes.emit(context);
    expect(route.spec).toEqual({
      hosts: [host],
      exportTo: ['.', 'istio-egress'],
      gateways: ['mesh', 'istio-egress/passthrough'],
      tls: [
        {
          match: [{ gateways: ['mesh'], port: 9440, sniHosts: [host] }],
          route: [
            {
              destination: {
                host: 'way-out.istio-egress.svc.cluster.local',
                port: { number: 8443 },
              },
            },
          ],
        },
        {
          match: [
            {
              gateways: ['istio-egress/passthrough'],
              port: 8443,
              sniHosts: [host],
            },
          ],
          route: [{ destination: { host, port: { number: 9440 } } }],
        },
      ],
    });
  });

  it.each(['sidecar', 'ambient'] as const)(
    'is all that pods reach in the mode "%s", not the host itself',
    mode => {
      const policies = networkPolicies.emit(contextOf(mode, [{ host }]));
      const ports = [443, 8443, 15_008].filter(port =>
        isAllowed(policies, { from: self, to: gatewayPod, port }),
      );
      expect(ports).toEqual(mode === 'sidecar' ? [8443] : [15_008]);
      const outside = { from: self, to: { ip: '203.0.113.1' }, port: 443 };
      expect(isAllowed(policies, outside)).toBe(false);
    },
  );

  it('tells hosts apart by name only: one has one port, whoever calls it', () => {
    const twice = moduleWith('sidecar', [{ host }, { host, port: 9440 }]);
    expect(problemsOf(planModule(twice))).toEqual([
      {
        path: 'spec.dependsOn[1].port',
        message: expect.stringContaining(
          `is 9440, but this module calls "${host}" on 443`,
        ),
        kind: 'refused',
      },
    ]);
    const other = structuredClone(twice.spec);
    other.metadata.name = 'other';
    other.spec.dependsOn = [{ host }];
    const mine = moduleWith('sidecar', [{ host, port: 9440 }]);
    const platform = { modules: [{ spec: other }] };
    expect(problemsOf(planModule({ ...mine, platform }))).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('but the module "other" calls'),
      }),
    ]);
  });
});

describe('an egress gateway in ambient', () => {
  const context = contextOf('ambient', [{ host, port: 9440 }, { host }]);

  it('is the waypoint of the host, with all of its ports', () => {
    const [entry, ...more] = serviceEntries.emit(context);
    expect(more).toEqual([]);
    expect(entry.metadata.labels).toMatchObject({
      'istio.io/use-waypoint': 'way-out',
      'istio.io/use-waypoint-namespace': 'istio-egress',
    });
    expect(entry.spec).toMatchObject({
      ports: [{ number: 443 }, { number: 9440 }],
    });
    expect(egressRoutes.emit(context)).toEqual([]);
  });
});

it('refuses an egress gateway that no mesh leads to', () => {
  expect(problemsOf(planModule(moduleWith('none', [{ host }])))).toEqual([
    {
      path: 'spec.dependsOn[0].host',
      message: expect.stringContaining('no mesh that leads there'),
      kind: 'refused',
    },
  ]);
});

it('writes nothing for a module that calls no host', () => {
  const context = contextOf('sidecar', []);
  expect(serviceEntries.emit(context)).toEqual([]);
  expect(egressRoutes.emit(context)).toEqual([]);
});
