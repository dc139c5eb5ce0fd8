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
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import {
  createWorld,
  FORM,
  MODULE,
  PLATFORM,
  type World,
} from './__testUtils__/createWorld';
import { scaffolderModuleO8 } from './module';

jest.setTimeout(120_000);

// The test backend's own database outlives it and keeps the Jest worker alive.
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const spec = '${{ steps.validate.output.spec }}';

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'new-o8-module', namespace: 'default' },
  spec: {
    type: 'service',
    parameters: [],
    steps: [
      {
        id: 'validate',
        name: 'Validate',
        action: 'o8:module:validate',
        input: {
          landingZone: '${{ parameters.landingZone }}',
          name: '${{ parameters.name }}',
          owner: '${{ parameters.owner }}',
          description: '${{ parameters.description }}',
        },
      },
      {
        id: 'generate',
        name: 'Generate',
        action: 'o8:module:generate',
        input: { spec },
      },
      {
        id: 'publishModule',
        name: 'Publish',
        action: 'o8:git:publish',
        input: { repository: 'module', spec },
      },
      {
        id: 'add',
        name: 'Add',
        action: 'o8:app-of-apps:add',
        input: { spec },
      },
      {
        id: 'publishEntry',
        name: 'Publish',
        action: 'o8:git:publish',
        input: { repository: 'platform', spec },
      },
    ],
    output: {
      commit: '${{ steps.publishModule.output.commit }}',
      entry: '${{ steps.publishEntry.output.state }}',
      entityRef: '${{ steps.validate.output.entityRef }}',
    },
  },
};

/** Allows what is not ours; of ours, what the world says at that moment. */
function createPermissions(world: World) {
  return createServiceFactory({
    service: coreServices.permissions,
    deps: {},
    factory: () =>
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission: { name } }) => ({
            result:
              !name.startsWith('o8.') || world.allowed.includes(name)
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          })),
        authorizeConditional: async requests =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      }),
  });
}

describe('scaffolderModuleO8', () => {
  const stops: (() => Promise<void>)[] = [];
  let world: World;

  beforeEach(async () => {
    world = await createWorld();
    stops.push(() => world.stop());
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) {
      await stop();
    }
  });

  /** The real scaffolder and our configuration; the catalog holds the template. */
  async function start() {
    const { services, server, zone } = world;
    world.entities.push(template);
    const knex = await databases.init('SQLITE_3');
    const database = mockServices.database({ knex });
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
        createPermissions(world),
        mockServices.rootConfig.factory({
          data: {
            scaffolder: { EXPERIMENTAL_gracefulShutdown: true },
            o8: {
              landingZones: [{ zone: JSON.parse(JSON.stringify(zone)) }],
              git: [{ url: server.url, username: 'o8', token: server.token }],
            },
          },
        }),
      ],
    });
    stops.push(() => backend.stop());
    return request(backend.server);
  }

  const token = `Bearer ${mockCredentials.user.token()}`;

  /**
   * The scaffolder asks once a second whether a task was cancelled, until it hears of
   * its end. It cannot be stopped, and fails in the next test without its database.
   */
  function waitForScaffolder() {
    return sleep(1_500);
  }

  async function runTask(agent: request.SuperTest<request.Test>) {
    const created = await agent
      .post('/api/scaffolder/v2/tasks')
      .set('Authorization', token)
      .send({
        templateRef: 'template:default/new-o8-module',
        values: { ...FORM, description: 'It is "billed" $(id)' },
      });
    expect(created.status).toBe(201);
    const { id } = created.body;
    for (;;) {
      const { body } = await agent
        .get(`/api/scaffolder/v2/tasks/${id}`)
        .set('Authorization', token);
      if (body.status === 'completed' || body.status === 'failed') {
        const events = await agent
          .get(`/api/scaffolder/v2/tasks/${id}/events`)
          .set('Authorization', token);
        return { status: body.status, events: events.body };
      }
      await sleep(50);
    }
  }

  it('shows its actions with the schema of each field', async () => {
    const agent = await start();
    const { body } = await agent
      .get('/api/scaffolder/v2/actions')
      .set('Authorization', token);
    const ours = body.filter(({ id }: { id: string }) => id.startsWith('o8:'));
    expect(ours.map(({ id }: { id: string }) => id).sort()).toEqual([
      'o8:app-of-apps:add',
      'o8:git:publish',
      'o8:module:generate',
      'o8:module:register',
      'o8:module:validate',
    ]);
    for (const { examples, description, schema } of ours) {
      expect(description).toBeTruthy();
      expect(examples.length).toBeGreaterThan(0);
      for (const { properties } of [schema.input, schema.output]) {
        expect(Object.keys(properties).length).toBeGreaterThan(0);
        for (const property of Object.values(properties)) {
          expect(property).toHaveProperty('description');
        }
      }
    }
  });

  it('tries a template out without touching a remote', async () => {
    const agent = await start();
    const { status, body } = await agent
      .post('/api/scaffolder/v2/dry-run')
      .set('Authorization', token)
      .send({ template, values: FORM, secrets: {}, directoryContents: [] });
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    expect(body.output).toEqual({
      commit: '0'.repeat(40),
      entry: 'created',
      entityRef: 'component:default/billing',
    });
    const paths = body.directoryContents.map(
      ({ path }: { path: string }) => path,
    );
    expect(paths).toContain('module/o8.yaml');
    expect(paths).toContain('platform/modules/billing/module.yaml');
    // Nobody reads the entries of others by a dry run, nor what git keeps.
    expect(paths).not.toContain(
      'platform/modules/o8-platform/app-project.yaml',
    );
    expect(paths.filter((path: string) => path.includes('.git/'))).toEqual([]);
    expect(world.server.exists(MODULE)).toBe(false);
    expect(world.server.countPushes(PLATFORM)).toBe(0);
  });

  it('runs a task, and the same task again', async () => {
    const agent = await start();
    stops.push(waitForScaffolder);
    const first = await runTask(agent);
    expect(first).toMatchObject({ status: 'completed' });
    const second = await runTask(agent);
    expect(second).toMatchObject({ status: 'completed' });

    const log = await world.server.git(PLATFORM, 'log', '--format=%an: %s');
    expect(log.split('\n')).toEqual([
      'user:default/mock: modules: add billing',
      'Somebody: o8 init',
    ]);
    await expect(
      world.server.git(MODULE, 'rev-list', '--count', 'main'),
    ).resolves.toBe('1');
    expect(JSON.stringify([first, second])).not.toContain(world.server.token);
  });

  it('fails with a sentence, and nothing written, without the permission', async () => {
    world.allowed = ['o8.landing-zone.use'];
    const agent = await start();
    stops.push(waitForScaffolder);
    const { status, events } = await runTask(agent);
    expect(status).toBe('failed');
    expect(JSON.stringify(events)).toContain(
      'You may not create modules: ask those who run the portal for the permission \\"o8.module.create\\"',
    );
    expect(world.server.exists(MODULE)).toBe(false);
    expect(world.server.countPushes(PLATFORM)).toBe(0);
  });
});
