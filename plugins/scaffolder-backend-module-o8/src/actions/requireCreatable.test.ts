import type { Entity } from '@backstage/catalog-model';
import {
  createWorld,
  GUESTS,
  MODULE,
  PLATFORM,
  type World,
} from '../__testUtils__/createWorld';

jest.setTimeout(60_000);

const ELSEWHERE: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'billing',
    namespace: 'default',
    annotations: { 'backstage.io/managed-by-location': 'url:https://else/x' },
  },
};

const createSpec = (owner = 'group:default/guests') => ({
  apiVersion: 'orchestr8.io/v1alpha1',
  kind: 'Module',
  metadata: { name: 'billing', owner },
  spec: { landingZone: 'demo', workload: { kind: 'service' } },
});

// A template can leave "o8:module:validate" out, and what it has found does not last.
describe('what is checked before each effect', () => {
  let world: World;
  let addLocation: jest.Mock;

  beforeAll(async () => {
    world = await createWorld();
    addLocation = jest.fn();
    world.services.catalog.addLocation = addLocation;
  });
  beforeEach(() => {
    world.entities = [GUESTS];
  });
  afterAll(() => world.stop());

  const effects: [string, object][] = [
    ['o8:git:publish', { repository: 'module' }],
    ['o8:git:publish', { repository: 'platform' }],
    ['o8:module:register', {}],
  ];

  function expectNoEffect() {
    expect(world.server.countPushes(MODULE)).toBe(0);
    expect(world.server.countPushes(PLATFORM)).toBe(0);
    expect(addLocation).not.toHaveBeenCalled();
    expect(world.audits).toEqual([]);
  }

  it.each(effects)('is the owner, by %s %j', async (action, input) => {
    const spec = createSpec('group:default/nobody');
    await expect(world.run(action, { ...input, spec })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(
        'The owner group:default/nobody is not in the catalog',
      ),
    });
    expectNoEffect();
  });

  it.each(effects)('is the entity, by %s %j', async (action, input) => {
    world.entities.push(ELSEWHERE);
    await expect(
      world.run(action, { ...input, spec: createSpec() }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(
        'The catalog has component:default/billing already',
      ),
    });
    expectNoEffect();
  });

  it('is that the repository is there, for its entry', async () => {
    const input = { repository: 'platform', spec: createSpec() };
    await expect(world.run('o8:git:publish', input)).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'The repository modules/billing has no module yet: publish it first, by "o8:git:publish" with "repository: module"',
    });
    await expect(
      world.run('o8:git:publish', input, { isDryRun: true }),
    ).resolves.toMatchObject({ state: 'created' });
    expectNoEffect();
  });

  it.each(effects)('is the repository, by %s %j', async (action, input) => {
    if (!world.server.exists(MODULE)) {
      await world.server.commit({
        repository: MODULE,
        files: { 'README.md': 'Of others' },
      });
    }
    await expect(
      world.run(action, { ...input, spec: createSpec() }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('The name "billing" is taken'),
    });
    expectNoEffect();
  });
});
