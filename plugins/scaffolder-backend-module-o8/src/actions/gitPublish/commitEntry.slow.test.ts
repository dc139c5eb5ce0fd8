import {
  createWorld,
  PLATFORM,
  type World,
} from '../../__testUtils__/createWorld';

jest.setTimeout(60_000);

describe.each(['none', 'required'] as const)(
  'o8:git:publish, when the platform changes between planning and cloning (review: %s)',
  review => {
    let world: World;

    beforeEach(async () => {
      world = await createWorld({ review });
    });
    afterEach(() => world.stop());

    /** Runs once, before the platform repository is cloned for the commit. */
    function beforeClone(fn: () => Promise<unknown>) {
      const { git } = world.services;
      const { connect } = git;
      let isDone = false;
      git.connect = (...args) => {
        const remote = connect(...args);
        const { clone } = remote;
        remote.clone = async options => {
          if (!isDone && options.url.endsWith(`/${PLATFORM}.git`)) {
            isDone = true;
            await fn();
          }
          return clone.call(remote, options);
        };
        return remote;
      };
    }

    it('plans it again, and pushes only what was planned on the newest', async () => {
      const { validate } = await world.runStory({}, { until: 'add' });
      const pushed = world.audits.length;
      beforeClone(() =>
        world.server.commit({
          repository: PLATFORM,
          message: 'add one',
          files: { 'docs/one.md': 'one' },
        }),
      );
      const { branch, commit } = await world.run('o8:git:publish', {
        repository: 'platform',
        spec: validate.spec,
      });
      const log = await world.server.git(
        PLATFORM,
        'log',
        '--format=%s',
        branch,
      );
      expect(log.split('\n')).toEqual([
        'modules: add billing',
        'add one',
        'o8 init',
      ]);
      await expect(
        world.server.git(PLATFORM, 'rev-parse', branch),
      ).resolves.toBe(commit);
      // Nothing was pushed in vain.
      expect(world.audits.slice(pushed)).toMatchObject([{ status: 'success' }]);
      expect(world.logs.join('\n')).toContain('was changed meanwhile');
    });
  },
);
