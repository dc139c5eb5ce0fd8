import { parse } from 'yaml';
import {
  createWorld,
  FORM,
  MODULE,
  PLATFORM,
  type ContextOptions,
  type Story,
  type World,
} from '../__testUtils__/createWorld';

jest.setTimeout(60_000);

const DESCRIPTION =
  '\'"; $(touch /tmp/owned) `id` !!js/function "x": {y} # & *a %';

/** A form with a text that is dangerous to write without care. */
const FORM_OF_ADA = { description: DESCRIPTION };

const ADA: ContextOptions = {
  user: {
    ref: 'user:default/ada',
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: 'ada' },
      spec: {
        profile: { displayName: 'Ada\n<Lovelace>', email: 'ada@o8.example' },
      },
    },
  },
};

/** What git holds in the end: one repository with one commit, one entry. */
async function expectOneOfEach({ server }: World) {
  await expect(server.git(MODULE, 'rev-list', '--count', 'main')).resolves.toBe(
    '1',
  );
  const log = await server.git(PLATFORM, 'log', '--format=%s', 'main');
  expect(log.split('\n')).toEqual(['modules: add billing', 'o8 init']);
}

describe('the actions one after the other, once', () => {
  let world: World;
  let story: Story;

  beforeAll(async () => {
    world = await createWorld();
    story = await world.runStory(FORM_OF_ADA, ADA);
  });
  afterAll(() => world.stop());

  it('end with a repository and an entry', async () => {
    const { validate, generate, module, add, entry } = story;

    expect(validate).toMatchObject({
      name: 'billing',
      owner: 'group:default/guests',
      landingZone: 'demo',
      review: 'none',
      state: 'new',
      registered: false,
      entityRef: 'component:default/billing',
      repositoryUrl: `${world.server.url}/modules/billing`,
      platformUrl: `${world.server.url}/platform/o8-apps`,
    });
    const head = await world.server.git(MODULE, 'rev-parse', 'main');
    expect(module).toEqual({
      remoteUrl: `${world.server.url}/modules/billing.git`,
      webUrl: `${world.server.url}/modules/billing`,
      catalogInfoUrl: validate.catalogInfoUrl,
      commit: head,
      branch: 'main',
      review: 'none',
      state: 'created',
    });
    const platformHead = await world.server.git(PLATFORM, 'rev-parse', 'main');
    expect(entry).toEqual({
      remoteUrl: `${world.server.url}/platform/o8-apps.git`,
      webUrl: `${world.server.url}/platform/o8-apps`,
      entryUrl: `${world.server.url}/platform/o8-apps/raw/main/modules/billing/module.yaml`,
      commit: platformHead,
      branch: 'main',
      review: 'none',
      state: 'created',
    });

    const files = await world.server.git(
      MODULE,
      'ls-tree',
      '-r',
      '--name-only',
      head,
    );
    expect(files.split('\n').sort()).toEqual([...generate.files].sort());
    const changed = await world.server.git(
      PLATFORM,
      'diff',
      '--name-only',
      'main^',
      'main',
    );
    expect(changed.split('\n').sort()).toEqual([...add.files].sort());
    expect(add).toMatchObject({ directory: 'platform', changed: true });
    await expectOneOfEach(world);
  });

  it('say in the audit log who has written what', async () => {
    const { module, entry } = story;
    const common = {
      initiator: 'user:default/ada',
      taskId: 'mock-task-id',
      landingZone: 'demo',
      module: 'billing',
      branch: 'main',
    };
    expect(world.audits).toEqual([
      {
        eventId: 'module-create',
        status: 'success',
        meta: { ...common, repository: MODULE, commit: module.commit },
      },
      {
        eventId: 'module-create',
        status: 'success',
        meta: { ...common, repository: PLATFORM, commit: entry.commit },
      },
    ]);
    const said = JSON.stringify([world.logs, world.audits]);
    expect(said).not.toContain(world.server.token);
  });

  it('commit in the name of the user', async () => {
    for (const repository of [MODULE, PLATFORM]) {
      await expect(
        world.server.git(repository, 'log', '-1', '--format=%an <%ae>', 'main'),
      ).resolves.toMatch(/^Ada\s+Lovelace <ada@o8\.example>$/);
    }
  });

  it('write a hostile description as it is, and nothing else of it', async () => {
    expect(story.validate.spec.metadata.description).toBe(DESCRIPTION);

    for (const file of ['o8.yaml', 'catalog-info.yaml']) {
      const text = await world.server.git(MODULE, 'show', `main:${file}`);
      expect(parse(text).metadata.description).toBe(DESCRIPTION);
    }
    const approved = await world.server.git(
      PLATFORM,
      'show',
      'main:modules/billing/module.yaml',
    );
    expect(parse(approved).metadata.description).toBe(DESCRIPTION);
  });

  // The last: what it does changes what the others look at.
  it('change nothing when they run again', async () => {
    world.locations.push(`url:${story.validate.catalogInfoUrl}`);
    const second = await world.runStory(FORM_OF_ADA, ADA);

    expect(second.validate).toMatchObject({
      state: 'resumed',
      registered: true,
    });
    expect(second.module).toEqual({ ...story.module, state: 'unchanged' });
    expect(second.add.changed).toBe(false);
    expect(second.entry).toEqual({ ...story.entry, state: 'unchanged' });
    expect(world.server.countPushes(MODULE)).toBe(1);
    expect(world.server.countPushes(PLATFORM)).toBe(1);
    await expectOneOfEach(world);
  });
});

describe('the actions one after the other, again and apart', () => {
  let world: World;

  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(() => world.stop());

  const steps: (keyof Story)[] = ['validate', 'generate', 'module', 'add'];
  it.each(steps)('go on after they ended with "%s"', async until => {
    await world.runStory({}, { until });
    const { validate, module, entry } = await world.runStory(
      {},
      { workspacePath: `${world.workspacePath}-2` },
    );
    const isPublished = until === 'module' || until === 'add';
    expect(validate.state).toBe(isPublished ? 'resumed' : 'new');
    expect(module.state).toBe(isPublished ? 'unchanged' : 'created');
    expect(entry.state).toBe('created');
    await expectOneOfEach(world);
  });

  it('write the same whoever begins', async () => {
    const { generate } = await world.runStory({}, { until: 'generate' });
    const again = await world.runStory({}, { until: 'generate' });
    expect(again.generate).toEqual(generate);
  });

  it('touch no remote in a dry run', async () => {
    const { module, entry, generate } = await world.runStory(
      {},
      { isDryRun: true },
    );
    expect(module).toMatchObject({
      state: 'created',
      commit: '0'.repeat(40),
      webUrl: `${world.server.url}/modules/billing`,
    });
    expect(entry).toMatchObject({ state: 'created', branch: 'main' });
    expect(generate.files).toContain('o8.yaml');
    expect(world.server.exists(MODULE)).toBe(false);
    expect(world.server.countPushes(PLATFORM)).toBe(0);
    expect(world.audits).toEqual([]);
  });

  it('keep an attempt with other values up to date while nobody works there', async () => {
    await world.runStory({ port: 8081 }, { until: 'module' });
    const { module, entry } = await world.runStory({ port: 8082 });
    expect(module.state).toBe('updated');
    expect(entry.state).toBe('created');
    const text = await world.server.git(MODULE, 'show', 'main:o8.yaml');
    expect(parse(text).spec.workload.port).toBe(8082);

    await expect(world.runStory({ port: 8083 })).rejects.toThrow(
      'The module "billing" exists with other values (spec.workload.port): use the change template to change it',
    );
    expect(FORM).not.toHaveProperty('port');
  });
});
