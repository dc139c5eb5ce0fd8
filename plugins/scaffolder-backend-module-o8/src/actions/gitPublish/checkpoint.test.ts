import {
  createWorld,
  MODULE,
  type ContextOptions,
  type World,
} from '../../__testUtils__/createWorld';

jest.setTimeout(60_000);

describe('o8:git:publish, and checkpoints', () => {
  let world: World;

  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(() => world.stop());

  /** As the scaffolder keeps them where task recovery is on: as JSON. */
  function createCheckpoints() {
    const kept = new Map<string, string>();
    const checkpoint: ContextOptions['checkpoint'] = async ({ key, fn }) => {
      if (!kept.has(key)) {
        kept.set(key, JSON.stringify(await fn()));
      }
      return JSON.parse(kept.get(key) ?? '');
    };
    return { kept, checkpoint };
  }

  it('keeps one for each effect, and outputs the same from it', async () => {
    const { kept, checkpoint } = createCheckpoints();
    const first = await world.runStory({}, { checkpoint });
    expect([...kept.keys()]).toEqual([
      'o8.publish.module',
      'o8.publish.platform',
    ]);
    const { spec } = first.validate;
    const recovered = await world.run(
      'o8:git:publish',
      { spec, repository: 'module' },
      { checkpoint },
    );
    expect(recovered).toEqual(first.module);
    expect(world.server.countPushes(MODULE)).toBe(1);
  });

  it('keeps none of a dry run: nothing was done', async () => {
    const { kept, checkpoint } = createCheckpoints();
    await world.runStory({}, { checkpoint, isDryRun: true });
    expect(kept.size).toBe(0);
  });
});
