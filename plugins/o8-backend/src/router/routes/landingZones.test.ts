import { mockCredentials } from '@backstage/backend-test-utils';
import {
  createAnswerSchema,
  landingZoneSummarySchema,
  moduleNameAnswerSchema,
  type ModuleNameAnswer,
} from '@orchestr8/backstage-plugin-o8-common';
import { createServer, get } from 'http';
import type { AddressInfo } from 'net';
import request from 'supertest';
import type { ModuleNames } from '../../landingZones';
import { createZone } from '../../landingZones/__testUtils__';
import { createApp as createRoutesApp } from '../__testUtils__/createApp';
import { createLandingZonesRoutes } from './landingZones';

const zone = createZone();
const FREE: ModuleNameAnswer = {
  name: 'billing',
  state: 'free',
  message: null,
  ownerMessage: null,
};

const check = jest.fn<
  Promise<ModuleNameAnswer>,
  Parameters<ModuleNames['check']>
>();

function createApp(zones = [zone]) {
  const routes = createLandingZonesRoutes({
    landingZones: {
      list: () => zones,
      get: () => {
        throw new Error('names the others');
      },
    },
    moduleNames: { check },
  });
  return createRoutesApp({ routes }).app;
}

beforeEach(() => {
  jest.clearAllMocks();
  check.mockResolvedValue(FREE);
});

describe('GET /landing-zones', () => {
  it('answers all, as the contract says', async () => {
    const zones = [zone, createZone('other')];
    const { body } = await request(createApp(zones)).get('/v1/landing-zones');
    const answer = createAnswerSchema(landingZoneSummarySchema).parse(body);
    expect(answer).toEqual(body);
    expect(answer.items.map(({ name }) => name)).toEqual(['acme', 'other']);
    expect(answer).toMatchObject({ totalItems: 2, sources: [] });
  });

  it('answers none where none is configured', async () => {
    const { body } = await request(createApp([])).get('/v1/landing-zones');
    expect(body).toEqual({ items: [], totalItems: 0, sources: [] });
  });
});

describe('GET /landing-zones/:zone', () => {
  it('answers one', async () => {
    const { body } = await request(createApp()).get('/v1/landing-zones/acme');
    expect(landingZoneSummarySchema.parse(body)).toMatchObject({
      name: 'acme',
      platformUrl: 'https://git.acme.example/platform/apps',
    });
  });

  it.each(['', '/names/billing'])(
    'answers 404 to an unknown one, and names no other%s',
    async path => {
      const response = await request(createApp()).get(
        `/v1/landing-zones/..%2Facme${path}`,
      );
      expect(response.status).toBe(404);
      expect(response.body.error).toMatchObject({
        name: 'NotFoundError',
        message: 'There is no landing zone "../acme"',
      });
      expect(check).not.toHaveBeenCalled();
    },
  );
});

describe('GET /landing-zones/:zone/names/:name', () => {
  it('answers whether it is free', async () => {
    const { body } = await request(createApp()).get(
      '/v1/landing-zones/acme/names/billing?owner=group:default/payments',
    );
    expect(moduleNameAnswerSchema.parse(body)).toEqual(FREE);
    expect(check).toHaveBeenCalledWith(
      { zone, name: 'billing', owner: 'group:default/payments' },
      {
        credentials: mockCredentials.user(),
        signal: expect.any(AbortSignal),
      },
    );
  });

  it('passes on any name as it is, and no owner', async () => {
    await request(createApp())
      .get('/v1/landing-zones/acme/names/%2e%2e%2Fa%20b')
      .expect(200);
    expect(check.mock.calls[0][0]).toMatchObject({
      name: '../a b',
      owner: undefined,
    });
  });

  it.each([
    ['owner=payments', /^Wrong parameters: "owner": is not an owner such as/],
    ['owner=', /"owner": is not an owner/],
    ['owner=group:a/b&owner=group:a/c', /"owner": must be text/],
    ['owner=x&colour=red', /"owner": is not an owner.*; unknown: "colour"$/],
  ])('answers 400 to %s', async (search, message) => {
    const response = await request(createApp()).get(
      `/v1/landing-zones/acme/names/billing?${search}`,
    );
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(message);
    expect(check).not.toHaveBeenCalled();
  });

  it('passes on that the client went away', async () => {
    const asked = new Promise<AbortSignal>(resolve => {
      check.mockImplementation(async (_, { signal }) => {
        if (signal) {
          resolve(signal);
        }
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        });
      });
    });
    const server = createServer(createApp()).listen(0, '127.0.0.1');
    try {
      await new Promise(resolve => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/v1/landing-zones/acme/names/billing`;
      const client = get(url).on('error', () => {});
      const signal = await asked;
      const aborted = new Promise(resolve => {
        signal.addEventListener('abort', resolve);
      });
      client.destroy();
      await aborted;
      expect(signal.aborted).toBe(true);
    } finally {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  });
});
