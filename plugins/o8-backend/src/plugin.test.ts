import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { O8Client } from '@orchestr8/backstage-plugin-o8-common';
import request from 'supertest';
import { o8Plugin } from './plugin';

// The test backend's own database outlives it and keeps the Jest worker alive.
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function startWith(o8: object) {
  const knex = await databases.init('SQLITE_3');
  const database = mockServices.database({ knex });
  return startTestBackend({
    features: [
      o8Plugin,
      mockServices.rootConfig.factory({ data: { o8 } }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => database,
      }),
    ],
  });
}

describe('o8Plugin', () => {
  it('answers the typed client with the configured clusters', async () => {
    const { server } = await startWith({
      clusters: [
        {
          name: 'us-1',
          title: 'United States 1',
          type: 'kubernetes',
          url: 'https://us-1.example.com',
        },
        { name: 'eu-1', type: 'kubernetes', url: 'https://eu-1.example.com' },
      ],
    });
    const client = new O8Client({
      discoveryApi: {
        getBaseUrl: async id => `http://localhost:${server.port()}/api/${id}`,
      },
      fetchApi: { fetch },
    });

    const { items, totalItems } = await client.getSources({
      token: mockCredentials.user.token(),
    });

    expect(totalItems).toBe(2);
    expect(items).toEqual([
      {
        cluster: 'us-1',
        clusterTitle: 'United States 1',
        source: 'connection',
        state: 'stale',
        since: expect.any(String),
        confirmedAt: null,
        message: 'Listed in the configuration',
      },
      expect.objectContaining({ cluster: 'eu-1', clusterTitle: 'eu-1' }),
    ]);
  });

  it('tells the permission framework about its permissions', async () => {
    const { server } = await startWith({});
    const { body } = await request(server)
      .get('/api/o8/.well-known/backstage/permissions/metadata')
      .set('Authorization', mockCredentials.service.header());

    expect(body.permissions).toEqual([
      expect.objectContaining({ name: 'o8.fleet.read' }),
    ]);
  });

  it('refuses to start with a wrong configuration, and says where', async () => {
    await expect(
      startWith({ clusters: [{ name: 'eu-1', type: 'kubernetes' }] }),
    ).rejects.toThrow(/o8\.clusters\[0\]\.url: is required/);
  });
});
