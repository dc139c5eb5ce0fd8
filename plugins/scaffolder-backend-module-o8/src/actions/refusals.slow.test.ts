import type { Entity } from '@backstage/catalog-model';
import {
  createWorld,
  FORM,
  MODULE,
  PLATFORM,
  type World,
} from '../__testUtils__/createWorld';

jest.setTimeout(60_000);

const OTHERS: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'others', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

function createComponent(annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'billing', namespace: 'default', annotations },
  };
}

describe('what is refused', () => {
  let world: World;

  beforeEach(async () => {
    world = await createWorld();
    world.entities.push(OTHERS);
  });
  afterEach(() => world.stop());

  const validate = (form: object = {}) =>
    world.run('o8:module:validate', { ...FORM, ...form });

  async function expectNothingWritten() {
    expect(world.server.exists(MODULE)).toBe(false);
    expect(world.server.countPushes(PLATFORM)).toBe(0);
    expect(world.audits).toEqual([]);
    const log = await world.server.git(PLATFORM, 'log', '--format=%s', 'main');
    expect(log).toBe('o8 init');
  }

  it('is every problem of a form at once, one line each', async () => {
    const error = await validate({
      name: 'Bad_Name',
      owner: 'component:default/x',
      port: 80,
      title: 'two\nlines',
      description: 'a ${{ secrets.token }}',
    }).catch(caught => caught);
    expect(error.name).toBe('InputError');
    const [title, ...lines] = error.message.split('\n');
    expect(title).toBe('This is not a module:');
    expect(lines.map((line: string) => line.split(':')[0]).sort()).toEqual([
      'metadata.description',
      'metadata.name',
      'metadata.owner',
      'metadata.title',
      'spec.workload.port',
    ]);
    await expectNothingWritten();
  });

  it('is a name or a cluster that the landing zone does not take', async () => {
    await expect(validate({ name: 'velero' })).rejects.toThrow(
      'metadata.name: is reserved',
    );
    await expect(
      validate({
        placements: [{ environment: 'production', cluster: 'mars-1' }],
      }),
    ).rejects.toThrow(/cannot take this module:\nspec\.placements\[0\]/);
  });

  it('is a landing zone that is not there', async () => {
    await expect(validate({ landingZone: 'moon' })).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'There is no landing zone "moon"',
    });
  });

  it('is an owner that is not in the catalog', async () => {
    await expect(validate({ owner: 'nobody' })).rejects.toMatchObject({
      name: 'InputError',
      message:
        'The owner group:default/nobody is not in the catalog: choose a group or user that is',
    });
    await expectNothingWritten();
  });

  describe.each(['o8.landing-zone.use', 'o8.module.create'])(
    'without the permission "%s"',
    permission => {
      it.each([{ isDryRun: false }, { isDryRun: true }])(
        'is each of the actions (%p)',
        async context => {
          const { validate: checked } = await world.runStory(
            {},
            { until: 'validate' },
          );
          world.allowed = world.allowed.filter(name => name !== permission);
          const { spec } = checked;
          const denied = {
            name: 'NotAllowedError',
            message: expect.stringContaining(`the permission "${permission}"`),
          };
          const attempts: [string, object][] = [
            ['o8:module:validate', FORM],
            ['o8:module:generate', { spec }],
            ['o8:app-of-apps:add', { spec }],
            ['o8:git:publish', { spec, repository: 'module' }],
            ['o8:git:publish', { spec, repository: 'platform' }],
          ];
          for (const [action, input] of attempts) {
            await expect(
              world.run(action, input, context),
            ).rejects.toMatchObject(denied);
          }
          await expectNothingWritten();
        },
      );
    },
  );

  it('is a repository that somebody else has', async () => {
    await world.server.commit({
      repository: MODULE,
      files: { 'README.md': '# Billing of others' },
    });
    const { spec } = (
      await world.runStory({ name: 'other' }, { until: 'validate' })
    ).validate;
    const taken = {
      name: 'ConflictError',
      message: expect.stringContaining(
        'The name "billing" is taken: The repository modules/billing exists',
      ),
    };
    await expect(validate()).rejects.toMatchObject(taken);
    const ours = { ...spec, metadata: { ...spec.metadata, name: 'billing' } };
    await expect(
      world.run('o8:git:publish', { spec: ours, repository: 'module' }),
    ).rejects.toMatchObject(taken);
    expect(world.server.countPushes(MODULE)).toBe(0);
  });

  it('is a repository that another owner has begun', async () => {
    await world.runStory({ owner: 'others' }, { until: 'module' });
    const error = await validate().catch(caught => caught);
    expect(error.message).toMatch(
      /is taken: .* belongs to another module, owner or landing zone/,
    );
    // Who asks may not be allowed to see that group: the log of the backend has it.
    expect(`${error.message} ${world.logs}`).not.toContain('others');
    expect(world.backendLogs).toEqual([
      'The name "billing" is taken. The repository modules/billing belongs to "group:default/others".',
    ]);
  });

  it('is the entry of another owner, in each action', async () => {
    await world.runStory({ owner: 'others' });
    await expect(validate()).rejects.toThrow(
      /The name "billing" is taken: .* belongs to another module, owner or landing zone/,
    );
    const pushes = world.server.countPushes(PLATFORM);
    const spec = {
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name: 'billing', owner: 'group:default/guests' },
      spec: { landingZone: 'demo', workload: { kind: 'service' } },
    };
    const attempts: [string, object][] = [
      ['o8:app-of-apps:add', { spec }],
      ['o8:git:publish', { spec, repository: 'module' }],
      ['o8:git:publish', { spec, repository: 'platform' }],
    ];
    for (const [action, input] of attempts) {
      await expect(world.run(action, input)).rejects.toMatchObject({
        name: 'ConflictError',
        message:
          'The platform repository has a module "billing" of another owner or landing zone: choose another name',
      });
    }
    expect(world.server.countPushes(PLATFORM)).toBe(pushes);
  });

  it('is an entity of the catalog that comes from elsewhere', async () => {
    const { catalogInfoUrl } = await validate();
    const location = 'backstage.io/managed-by-location';
    const refused = [
      {},
      { [location]: 'url:https://elsewhere.example/catalog-info.yaml' },
      { [location]: `url:${world.server.url}/modules/billing2/catalog.yaml` },
      {
        [location]: `url:${catalogInfoUrl}`,
        'orchestr8.io/module': 'other',
      },
      {
        [location]: `url:${catalogInfoUrl}`,
        'orchestr8.io/landing-zone': 'other',
      },
    ];
    for (const annotations of refused) {
      world.entities = [
        world.entities[0],
        createComponent(annotations as Record<string, string>),
      ];
      await expect(validate()).rejects.toMatchObject({
        name: 'ConflictError',
        message: `The catalog has component:default/billing already, and it is not from ${catalogInfoUrl}: choose another name`,
      });
    }
    world.entities = [
      world.entities[0],
      createComponent({ [location]: `url:${catalogInfoUrl}` }),
    ];
    await expect(validate()).resolves.toMatchObject({ state: 'new' });
  });

  it('is a platform repository with a symlink', async () => {
    const { spec } = await validate();
    await world.server.commit({
      repository: PLATFORM,
      files: { 'modules/billing': { link: '/etc' } },
    });
    await expect(validate()).rejects.toThrow(/"modules\/billing" is a symlink/);
    for (const repository of ['module', 'platform']) {
      await expect(
        world.run('o8:git:publish', { spec, repository }),
      ).rejects.toThrow(/"modules\/billing" is a symlink/);
    }
    expect(world.server.exists(MODULE)).toBe(false);
    expect(world.server.countPushes(PLATFORM)).toBe(0);
  });

  it('is a git server that cannot be reached', async () => {
    const { spec } = await validate();
    world.zone.spec.git.url = 'http://127.0.0.1:1';
    const unreachable = {
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /^The git server 127\.0\.0\.1:1 cannot be reached/,
      ),
    };
    await expect(validate()).rejects.toMatchObject(unreachable);
    await expect(
      world.run('o8:git:publish', { spec, repository: 'platform' }),
    ).rejects.toMatchObject(unreachable);
  });

  it('is a spec that a template has changed for the worse', async () => {
    const { spec } = await validate();
    const changed = { ...spec, metadata: { ...spec.metadata, name: '../x' } };
    for (const action of ['o8:module:generate', 'o8:app-of-apps:add']) {
      await expect(world.run(action, { spec: changed })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('metadata.name: is not a module name'),
      });
    }
    await expect(
      world.run('o8:git:publish', {
        spec,
        repository: 'module',
        name: 'other',
      }),
    ).rejects.toThrow(
      'The spec is of the module "billing" in the landing zone "demo": give the name and the landing zone of the spec, or neither',
    );
  });

  it('is a task that was cancelled', async () => {
    const { spec } = await validate();
    const signal = AbortSignal.abort();
    await expect(
      world.run('o8:git:publish', { spec, repository: 'module' }, { signal }),
    ).rejects.toThrow(/abort/i);
    await expectNothingWritten();
  });
});

describe('without a platform repository', () => {
  let world: World;

  beforeEach(async () => {
    world = await createWorld({ platform: false });
  });
  afterEach(() => world.stop());

  it('tells who creates it, and how', async () => {
    await expect(world.run('o8:module:validate', FORM)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(
        /^The platform repository platform\/o8-apps of the landing zone "demo" does not exist: .*"o8 init"/,
      ),
    });
  });

  it('tells the same of one that is empty', async () => {
    await world.server.commit({
      repository: PLATFORM,
      branch: 'other',
      files: { a: 'b' },
    });
    await expect(world.run('o8:module:validate', FORM)).rejects.toThrow(
      /has no branch "main": .*"o8 init"/,
    );
  });
});
