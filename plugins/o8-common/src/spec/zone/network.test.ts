import { z } from 'zod';
import { findSurprises } from '../__testUtils__';
import { egressSchema, meshSchema, networkShape } from './network';

const PODS = { namespace: 'istio-egress', podLabels: { istio: 'egress' } };

it('meshSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(meshSchema, {
      takes: [
        {},
        { mode: 'ambient', trustDomain: 'acme.example' },
        { mode: 'sidecar', revision: 'stable', sharedByRegions: true },
      ],
      refuses: [
        [
          { mode: 'linkerd', namespace: 'Istio', trustDomain: '-a' },
          'mode: must be one of none, sidecar, ambient',
          'namespace: is not a DNS label (a-z, 0-9, "-"; at most 63)',
          'trustDomain: is not a trust domain',
        ],
      ],
      hostile: [trustDomain => ({ trustDomain }), revision => ({ revision })],
    }),
  ).toEqual([]);
});

it('egressSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(egressSchema, {
      takes: [
        {},
        { mode: 'cidr' },
        { mode: 'gateway', gateway: PODS },
        { mode: 'gateway', gateway: { ...PODS, service: 'out', port: 8443 } },
      ],
      refuses: [
        [{ mode: 'open' }, 'mode: must be one of none, cidr, gateway'],
        [{ mode: 'gateway' }, 'gateway: is missing'],
        [
          { mode: 'cidr', gateway: PODS },
          'gateway: is for "mode: gateway" only',
        ],
        [
          { mode: 'gateway', gateway: { ...PODS, podLabels: {} } },
          'gateway.podLabels: needs at least one label: none would mean all pods',
        ],
      ],
    }),
  ).toEqual([]);
});

it('networkShape takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(z.strictObject(networkShape), {
      takes: [
        {},
        {
          domain: 'acme.example',
          gateway: { name: 'public', ...PODS, listener: 'https' },
          dns: { nodeLocalCidr: '169.254.20.10/32' },
        },
      ],
      refuses: [
        [
          {
            domain: 'acme',
            gateway: { name: 'Public' },
            dns: { podLabels: {}, nodeLocalCidr: '0.0.0.0/0' },
          },
          'domain: is not the full name of a host such as api.example.com',
          'gateway.namespace: must be text',
          'gateway.podLabels: is missing',
          'gateway.name: is not a DNS label (a-z, 0-9, "-"; at most 63)',
          'dns.podLabels: needs at least one label: none would mean all pods',
          'dns.nodeLocalCidr: is too large: at least /8, or /32 of IPv6',
        ],
      ],
      hostile: [domain => ({ domain: `a.${domain}.example` })],
    }),
  ).toEqual([]);
});
