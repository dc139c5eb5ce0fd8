import { findSurprises } from '../__testUtils__';
import { gatewaySchema } from './gateway';
import { rolloutsSchema } from './rollouts';

const GATEWAY = {
  name: 'public',
  namespace: 'istio-ingress',
  podLabels: { istio: 'ingress' },
};
const AUTHENTICATION =
  'authentication: must be true, false or the name of a provider of the mesh';

it('gatewaySchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(gatewaySchema, {
      takes: [
        GATEWAY,
        {
          ...GATEWAY,
          listener: 'https',
          passthroughListener: 'tls',
          serviceAccount: 'public-istio',
          rateLimits: true,
          authentication: true,
        },
        { ...GATEWAY, authentication: 'oauth2-proxy' },
      ],
      refuses: [
        [{ ...GATEWAY, authentication: '' }, AUTHENTICATION],
        [{ ...GATEWAY, authentication: 1 }, AUTHENTICATION],
        [
          { ...GATEWAY, listener: 'https:443', rateLimits: 'yes' },
          'listener: is not a DNS label (a-z, 0-9, "-"; at most 63)',
          'rateLimits: must be true or false',
        ],
        [{ ...GATEWAY, podLabels: {} }, /^podLabels: needs at least one label/],
      ],
      hostile: [
        authentication => ({ ...GATEWAY, authentication }),
        passthroughListener => ({ ...GATEWAY, passthroughListener }),
        serviceAccount => ({ ...GATEWAY, serviceAccount }),
      ],
    }),
  ).toEqual([]);
});

it('gatewaySchema asks nobody and limits nothing by default', () => {
  expect(gatewaySchema.parse(GATEWAY)).toEqual({
    ...GATEWAY,
    rateLimits: false,
    authentication: false,
  });
});

it('rolloutsSchema takes and refuses what it should, and says why', () => {
  expect(rolloutsSchema.parse({})).toEqual({ gatewayApi: false });
  expect(
    findSurprises(rolloutsSchema, {
      takes: [{ gatewayApi: true }],
      refuses: [
        [{ gatewayApi: 'yes' }, 'gatewayApi: must be true or false'],
        [{ plugin: true }, 'plugin: is not a field that this version knows'],
      ],
    }),
  ).toEqual([]);
});
