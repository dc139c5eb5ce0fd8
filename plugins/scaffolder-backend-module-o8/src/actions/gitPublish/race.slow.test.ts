import { renderFiles } from '@orchestr8/o8-blueprint';
import {
  createWorld,
  MODULE,
  PLATFORM,
  type Story,
  type World,
} from '../../__testUtils__/createWorld';

jest.setTimeout(60_000);

describe('o8:git:publish, when others are faster', () => {
  let world: World;
  let spec: Story['validate']['spec'];

  beforeEach(async () => {
    world = await createWorld();
    ({ spec } = (await world.runStory({}, { until: 'generate' })).validate);
  });
  afterEach(() => world.stop());

  const publish = (repository: string) =>
    world.run('o8:git:publish', { spec, repository });

  /** An entry is of a repository that is there. */
  const prepareEntry = async () => {
    await publish('module');
    world.audits.splice(0);
  };

  const pushOther = (name: string) => async () => {
    await world.server.commit({
      repository: PLATFORM,
      message: `add ${name}`,
      files: { [`docs/${name}.md`]: name },
    });
  };

  async function expectNoEntry() {
    const log = await world.server.git(PLATFORM, 'log', '--format=%s', 'main');
    expect(log).not.toContain('modules: add billing');
  }

  it.each(['refs', 'pack'] as const)(
    'plans the entry again on what was pushed (%s)',
    async moment => {
      await prepareEntry();
      world.server.once(moment, pushOther('one'));
      world.server.once(moment, pushOther('two'));
      const { state, commit } = await publish('platform');
      expect(state).toBe('created');
      const log = await world.server.git(
        PLATFORM,
        'log',
        '--format=%s',
        'main',
      );
      expect(log.split('\n')).toEqual([
        'modules: add billing',
        'add two',
        'add one',
        'o8 init',
      ]);
      await expect(
        world.server.git(PLATFORM, 'rev-parse', 'main'),
      ).resolves.toBe(commit);
      expect(world.audits.map(({ status }) => status)).toEqual([
        'failed',
        'failed',
        'success',
      ]);
    },
  );

  it('gives up after some attempts, and says so', async () => {
    await prepareEntry();
    for (let count = 0; count < 6; count++) {
      world.server.once('refs', pushOther(`change-${count}`));
    }
    await expect(publish('platform')).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'The platform repository was changed by others 6 times in a row: run this again in a moment',
    });
  });

  it('does not add a module whose name was taken meanwhile', async () => {
    await prepareEntry();
    const [approved] = renderFiles([
      {
        path: 'modules/billing/module.yaml',
        document: {
          ...spec,
          metadata: { ...spec.metadata, owner: 'group:default/others' },
        },
      },
    ]);
    world.server.once('refs', async () => {
      await world.server.commit({
        repository: PLATFORM,
        files: { [approved.path]: approved.content },
      });
    });
    await expect(publish('platform')).rejects.toThrow(
      'The platform repository has a module "billing" of another owner or landing zone',
    );
    await expectNoEntry();
  });

  it('does not add a module whose derived names were taken meanwhile', async () => {
    // "billing" in "x-eu-1" and "billing-x" in "eu-1" have the same Application.
    const form = {
      placements: [{ environment: 'staging', cluster: 'x-eu-1' }],
    };
    const ours = await world.runStory(form, { until: 'module' });
    world.server.once('refs', async () => {
      const name = 'billing-x';
      const other = { ...spec, metadata: { ...spec.metadata, name } };
      const [file] = renderFiles([
        { path: `modules/${name}/module.yaml`, document: other },
      ]);
      await world.server.commit({
        repository: PLATFORM,
        files: { [file.path]: file.content },
      });
    });
    await expect(
      world.run('o8:git:publish', {
        spec: ours.validate.spec,
        repository: 'platform',
      }),
    ).rejects.toThrow(/Application billing-x-eu-1 belongs to .*"billing-x"/);
    await expectNoEntry();
  });

  it('continues the repository that the same owner has made meanwhile', async () => {
    world.server.once('refs', async () => {
      await world.run('o8:git:publish', { spec, repository: 'module' });
    });
    const { state } = await publish('module');
    // Within one second both have made the same commit, which is no race to git.
    expect(['created', 'unchanged']).toContain(state);
    await expect(
      world.server.git(MODULE, 'rev-list', '--count', 'main'),
    ).resolves.toBe('1');
  });

  it('leaves alone the repository that others have made meanwhile', async () => {
    world.server.once('refs', async () => {
      await world.server.commit({
        repository: MODULE,
        message: 'Ours',
        files: { 'README.md': 'Of others' },
      });
    });
    await expect(publish('module')).rejects.toThrow(
      'The name "billing" is taken',
    );
    await expect(
      world.server.git(MODULE, 'log', '--format=%s', 'main'),
    ).resolves.toBe('Ours');
  });
});
