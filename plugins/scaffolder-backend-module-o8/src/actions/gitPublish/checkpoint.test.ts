import { createWorld, FORM, type World } from '../../__testUtils__/createWorld';

jest.setTimeout(60_000);

describe('o8:git:publish, and checkpoints', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.stop());

  /** The scaffolder keeps them by the id of the step: all turns of `each` have one. */
  function createCheckpoints() {
    const kept = new Map<string, unknown>();
    const checkpoint = async <T>(options: {
      key: string;
      fn: () => Promise<T> | T;
    }) => {
      if (!kept.has(options.key)) {
        kept.set(options.key, await options.fn());
      }
      return kept.get(options.key) as T;
    };
    return { kept, checkpoint };
  }

  it('keeps none: each module of one step gets its own answer', async () => {
    const { kept, checkpoint } = createCheckpoints();
    const publish = async (name: string) => {
      const form = { ...FORM, name };
      const { spec } = await world.run('o8:module:validate', form);
      const input = { repository: 'module', spec };
      return world.run('o8:git:publish', input, { checkpoint });
    };
    for (const name of ['billing', 'orders']) {
      const { commit, state } = await publish(name);
      expect(state).toBe('created');
      await expect(
        world.server.git(`modules/${name}`, 'rev-parse', 'main'),
      ).resolves.toBe(commit);
    }
    await expect(publish('billing')).resolves.toMatchObject({
      state: 'unchanged',
    });
    expect(kept.size).toBe(0);
  });
});
