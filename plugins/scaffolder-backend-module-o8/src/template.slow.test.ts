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
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import { createWorld, MODULE, PLATFORM } from './__testUtils__/createWorld';
import { scaffolderModuleO8 } from './module';

jest.setTimeout(120_000);

const TEMPLATE = path.join(
  __dirname,
  '../../../templates/new-o8-module/template.yaml',
);

// The test backend's own database outlives it and keeps the Jest worker alive.
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('templates/new-o8-module', () => {
  const stops: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) {
      await stop();
    }
  });

  /** The real scaffolder, which judges parameters by the schema of the template. */
  async function start() {
    const world = await createWorld();
    stops.push(() => world.stop());
    const knex = await databases.init('SQLITE_3');
    const database = mockServices.database({ knex });
    const { server, services, zone } = world;
    const o8 = {
      landingZones: [{ zone: JSON.parse(JSON.stringify(zone)) }],
      git: [{ url: server.url, username: 'o8', token: server.token }],
    };
    const backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleO8,
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () => services.catalog,
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => database,
        }),
        mockServices.rootConfig.factory({ data: { o8 } }),
      ],
    });
    stops.push(() => backend.stop());
    const template = parse(await readFile(TEMPLATE, 'utf8'));
    const dryRun = (values: object) =>
      request(backend.server)
        .post('/api/scaffolder/v2/dry-run')
        .set('Authorization', `Bearer ${mockCredentials.user.token()}`)
        .send({ template, values, secrets: {}, directoryContents: [] });
    return { world, dryRun };
  }

  it('needs a name and an owner, and runs with nothing else', async () => {
    const { world, dryRun } = await start();
    const without = await dryRun({ name: 'billing' });
    expect(without.status).toBe(400);
    expect(JSON.stringify(without.body)).toContain('owner');

    const values = { name: 'billing', owner: 'group:default/guests' };
    const { body, status } = await dryRun(values);
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    expect(body.steps.map(({ id }: { id: string }) => id)).toEqual([
      'validate',
      'generate',
      'publishModule',
      'addEntry',
      'publishEntry',
      'register',
    ]);
    const file = body.directoryContents.find(
      (found: { path: string }) => found.path === 'module/o8.yaml',
    );
    const spec = parse(Buffer.from(file.base64Content, 'base64').toString());
    expect(spec).toMatchObject({
      metadata: { name: 'billing', owner: 'group:default/guests' },
      spec: { landingZone: 'demo' },
    });
    expect(body.output.links).toHaveLength(3);
    expect(JSON.stringify(body.output)).toContain(
      `${world.server.url}/modules/billing`,
    );
    expect(world.server.exists(MODULE)).toBe(false);
    expect(world.server.countPushes(PLATFORM)).toBe(0);
  });
});
