import { ConflictError, NotAllowedError } from '@backstage/errors';
import { createWorld, type World } from '../../__testUtils__/createWorld';

/** What the catalog makes of it some seconds later. */
const entityFrom = (target: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'billing',
    namespace: 'default',
    annotations: { 'backstage.io/managed-by-location': `url:${target}` },
  },
});

let world: World;
let addLocation: jest.Mock;

beforeEach(async () => {
  world = await createWorld();
  addLocation = jest.fn(async ({ target }) => {
    world.locations.push(`url:${target}`);
    world.entities.push(entityFrom(target));
    return { location: {}, entities: [] };
  });
  world.services.catalog.addLocation = addLocation;
});

afterEach(() => world.stop());

async function register(context = {}) {
  const { validate } = await world.runStory({}, { until: 'validate' });
  const { spec } = validate;
  return world.run('o8:module:register', { spec }, context);
}

const urlOf = ({ server }: World) =>
  `${server.url}/modules/billing/raw/main/catalog-info.yaml`;

describe('o8:module:register', () => {
  it('registers the file of the repository, as the initiator', async () => {
    const outputs = await register();
    expect(outputs).toEqual({
      entityRef: 'component:default/billing',
      catalogInfoUrl: urlOf(world),
    });
    expect(addLocation).toHaveBeenCalledTimes(1);
    expect(addLocation).toHaveBeenCalledWith(
      { type: 'url', target: urlOf(world) },
      {
        credentials: expect.objectContaining({
          principal: expect.objectContaining({ type: 'user' }),
        }),
      },
    );
  });

  it('leaves what an earlier attempt has registered', async () => {
    await register();
    const outputs = await register();
    expect(outputs.entityRef).toBe('component:default/billing');
    expect(addLocation).toHaveBeenCalledTimes(1);
  });

  it('does not mind that another run was faster', async () => {
    addLocation.mockImplementation(async ({ target }) => {
      world.locations.push(`url:${target}`);
      world.entities.push(entityFrom(target));
      throw new ConflictError('Location exists');
    });
    await expect(register()).resolves.toMatchObject({
      catalogInfoUrl: urlOf(world),
    });
  });

  it('throws every other error of the catalog', async () => {
    addLocation.mockRejectedValue(new ConflictError('Another conflict'));
    await expect(register()).rejects.toThrow('Another conflict');
    addLocation.mockRejectedValue(new NotAllowedError('Not yours'));
    await expect(register()).rejects.toThrow('Not yours');
  });

  it('registers nothing in a dry run, and nothing without the permission', async () => {
    await register({ isDryRun: true });
    const { validate } = await world.runStory({}, { until: 'validate' });
    world.allowed = ['o8.landing-zone.use'];
    await expect(
      world.run('o8:module:register', { spec: validate.spec }),
    ).rejects.toThrow('o8.module.create');
    expect(addLocation).not.toHaveBeenCalled();
  });

  it('refuses a name that another entity has', async () => {
    const { validate } = await world.runStory({}, { until: 'validate' });
    world.entities.push({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'billing', namespace: 'default' },
    });
    await expect(
      world.run('o8:module:register', { spec: validate.spec }),
    ).rejects.toThrow('choose another name');
    expect(addLocation).not.toHaveBeenCalled();
  });
});
