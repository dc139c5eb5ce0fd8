import {
  createWorld,
  FORM,
  PLATFORM,
  type World,
} from '../../__testUtils__/createWorld';

jest.setTimeout(60_000);

const BRANCH = 'o8/add-billing';

describe('o8:git:publish, where entries are reviewed', () => {
  let world: World;

  beforeEach(async () => {
    world = await createWorld({ review: 'required' });
  });
  afterEach(() => world.stop());

  const log = (range: string) =>
    world.server.git(PLATFORM, 'log', '--format=%s', range);

  it('pushes a branch that waits for its review', async () => {
    const { entry } = await world.runStory();
    expect(entry).toEqual({
      remoteUrl: `${world.server.url}/platform/o8-apps.git`,
      webUrl: `${world.server.url}/platform/o8-apps`,
      compareUrl: `${world.server.url}/platform/o8-apps/compare/main...o8/add-billing`,
      entryUrl: `${world.server.url}/platform/o8-apps/raw/o8/add-billing/modules/billing/module.yaml`,
      commit: await world.server.git(PLATFORM, 'rev-parse', BRANCH),
      branch: BRANCH,
      review: 'required',
      state: 'waiting-for-review',
    });
    await expect(log('main')).resolves.toBe('o8 init');
    await expect(log(`main..${BRANCH}`)).resolves.toBe('modules: add billing');
  });

  it('changes nothing when it runs again, even if others were merged', async () => {
    const first = await world.runStory();
    await world.server.commit({
      repository: PLATFORM,
      files: { 'docs/a.md': 'a' },
    });
    const second = await world.runStory();
    expect(second.entry).toEqual(first.entry);
    expect(world.server.countPushes(PLATFORM)).toBe(1);
  });

  it('replaces its own commit when the form has other values', async () => {
    await world.runStory({ port: 8081 });
    await world.server.commit({
      repository: PLATFORM,
      files: { 'docs/a.md': 'a' },
    });
    const { entry } = await world.runStory({ port: 8082 });
    expect(entry.state).toBe('waiting-for-review');
    await expect(log(`main..${BRANCH}`)).resolves.toBe('modules: add billing');
    await expect(
      world.server.git(
        PLATFORM,
        'show',
        `${BRANCH}:modules/billing/module.yaml`,
      ),
    ).resolves.toContain('port: 8082');
    await expect(
      world.server.git(PLATFORM, 'merge-base', 'main', BRANCH),
    ).resolves.toBe(await world.server.git(PLATFORM, 'rev-parse', 'main'));
  });

  it('is done when the branch was merged', async () => {
    await world.runStory();
    const merged = await world.server.git(PLATFORM, 'rev-parse', BRANCH);
    await world.server.git(PLATFORM, 'update-ref', 'refs/heads/main', merged);
    const { add, entry } = await world.runStory();
    expect(add.changed).toBe(false);
    expect(entry).toMatchObject({
      state: 'unchanged',
      branch: 'main',
      commit: merged,
    });
    expect(entry).not.toHaveProperty('compareUrl');
  });

  const edits: [string, Record<string, string>][] = [
    ['a file beside the entry', { 'docs/a.md': 'by a reviewer' }],
    ['the entry', { 'modules/billing/app-project.yaml': 'kind: Other\n' }],
    ['a file in the entry', { 'modules/billing/more.yaml': 'kind: Other\n' }],
  ];
  it.each(edits)(
    'leaves a branch alone on which others changed %s',
    async (_, files) => {
      await world.runStory({ port: 8081 });
      const theirs = await world.server.commit({
        repository: PLATFORM,
        branch: BRANCH,
        files,
      });
      await expect(world.runStory({ port: 8082 })).rejects.toMatchObject({
        name: 'ConflictError',
        message: `The branch "${BRANCH}" has changes by others: merge or delete it, then run this again`,
      });
      await expect(
        world.server.git(PLATFORM, 'rev-parse', BRANCH),
      ).resolves.toBe(theirs);
    },
  );

  it('leaves a branch alone that is not about this module', async () => {
    const theirs = await world.server.commit({
      repository: PLATFORM,
      branch: BRANCH,
      message: 'Something else',
      files: { 'docs/b.md': 'b' },
    });
    await expect(world.runStory()).rejects.toThrow('has changes by others');
    await expect(world.server.git(PLATFORM, 'rev-parse', BRANCH)).resolves.toBe(
      theirs,
    );
  });

  it('looks again when the branch changes between reading and pushing', async () => {
    const { validate } = await world.runStory(
      { port: 8081 },
      { until: 'module' },
    );
    world.server.once('refs', async () => {
      await world.server.commit({
        repository: PLATFORM,
        branch: BRANCH,
        files: { 'docs/b.md': 'b' },
      });
    });
    await expect(
      world.run('o8:git:publish', {
        repository: 'platform',
        spec: validate.spec,
      }),
    ).rejects.toThrow('has changes by others');
  });

  it('pushes nothing in a dry run', async () => {
    const { spec } = await world.run('o8:module:validate', FORM);
    const entry = await world.run(
      'o8:git:publish',
      { repository: 'platform', spec },
      { isDryRun: true },
    );
    expect(entry).toMatchObject({
      state: 'waiting-for-review',
      branch: BRANCH,
      commit: '0'.repeat(40),
    });
    await expect(
      world.server.git(PLATFORM, 'branch', '--list', BRANCH),
    ).resolves.toBe('');
  });
});
