import { findSurprises } from '../__testUtils__';
import { meshSchema } from './network';
import { trafficSchema } from './traffic';

it('trafficSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(trafficSchema, {
      takes: [
        { kind: 'none' },
        { kind: 'external-dns' },
        {
          kind: 'external-dns',
          annotationDomain: 'external-dns.alpha.kubernetes.io',
          healthChecks: { 'eu-1': '5f0c2f5e-1d2b-4c7f-9f6e-0a1b2c3d4e5f' },
        },
        { kind: 'load-balancer', healthPath: '/o8/health' },
      ],
      refuses: [
        [
          { kind: 'dns' },
          'kind: must be one of external-dns, load-balancer, none',
        ],
        [
          { kind: 'load-balancer' },
          'healthPath: is missing: by it the load balancer knows who is healthy',
        ],
        [
          { kind: 'none', healthPath: '/up', annotationDomain: 'a.example' },
          'annotationDomain: is for "kind: external-dns" only',
          'healthPath: is for "kind: load-balancer" only',
        ],
        [
          { kind: 'load-balancer', healthPath: '/up', healthChecks: {} },
          'healthChecks: is for "kind: external-dns" only',
        ],
        [
          { kind: 'external-dns', healthChecks: { 'eu-1': 'a b' } },
          'healthChecks["eu-1"]: is not the id of a health check, which has letters, digits and "-" only',
        ],
      ],
      hostile: [
        id => ({ kind: 'external-dns', healthChecks: { 'eu-1': id } }),
        healthPath => ({ kind: 'load-balancer', healthPath }),
      ],
    }),
  ).toEqual([]);
});

it('a mesh has gateways between regions where it is one', () => {
  const eastWest = {
    namespace: 'istio-east-west',
    podLabels: { istio: 'eastwestgateway' },
    cidrs: ['203.0.113.0/28'],
  };
  const shared = { mode: 'sidecar', sharedByRegions: true };
  expect(
    findSurprises(meshSchema, {
      takes: [
        { ...shared, eastWest },
        { ...shared, eastWest: { ...eastWest, port: 15_444 } },
      ],
      refuses: [
        ...[
          { mode: 'sidecar', eastWest },
          { ...shared, mode: 'ambient', eastWest },
        ].map((zone): [object, string] => [
          zone,
          'eastWest: is for "mode: sidecar" with "sharedByRegions: true" only',
        ]),
        [
          { ...shared, eastWest: { ...eastWest, cidrs: [] } },
          'eastWest.cidrs: needs at least one range of addresses',
        ],
        [
          { ...shared, eastWest: { ...eastWest, cidrs: ['0.0.0.0/0'] } },
          'eastWest.cidrs[0]: is too large: at least /8, or /32 of IPv6',
        ],
      ],
    }),
  ).toEqual([]);
});
