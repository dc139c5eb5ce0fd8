import { appendFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  createWorld,
  MODULE,
  PLATFORM,
  type Outputs,
  type World,
} from '../../__testUtils__/createWorld';

jest.setTimeout(60_000);

describe('o8:git:publish, and what is in the workspace', () => {
  let world: World;
  let spec: object;

  beforeEach(async () => {
    world = await createWorld();
    const { validate } = await world.runStory({}, { until: 'generate' });
    spec = validate.spec;
    await world.run('o8:app-of-apps:add', { spec });
  });
  afterEach(() => world.stop());

  const at = (...parts: string[]) => path.join(world.workspacePath, ...parts);
  const publish = (repository: string): Promise<Outputs> =>
    world.run('o8:git:publish', { repository, spec });

  it('publishes what a template has added to the module', async () => {
    await mkdir(at('module/src'));
    await writeFile(at('module/src/logo.bin'), Buffer.from([0, 255, 7]));
    // A repository that a step has made is not the one that is published.
    await mkdir(at('module/.git'));
    await writeFile(at('module/.git/config'), '[core]\n\tfsmonitor = false\n');
    const { commit } = await publish('module');
    const blob = await world.server.git(
      MODULE,
      'cat-file',
      '-s',
      `${commit}:src/logo.bin`,
    );
    expect(blob).toBe('3');
  });

  it('refuses a module that is another one now', async () => {
    await appendFile(at('module/o8.yaml'), '# changed\n');
    await expect(publish('module')).rejects.toMatchObject({
      name: 'InputError',
      message:
        '"module/o8.yaml" of the workspace is not of this module: run "o8:module:generate" with the same spec, and do not change this file after it',
    });
    await rm(at('module/o8.yaml'));
    await expect(publish('module')).rejects.toThrow('"module/o8.yaml"');
    expect(world.server.exists(MODULE)).toBe(false);
  });

  it('refuses symlinks', async () => {
    await symlink('/etc/hostname', at('module/hostname'));
    await expect(publish('module')).rejects.toThrow(
      '"hostname" of the workspace is no file',
    );
    await symlink('/etc/hostname', at('platform/hostname'));
    await expect(publish('platform')).rejects.toThrow('(hostname)');
    expect(world.server.exists(MODULE)).toBe(false);
    expect(world.server.countPushes(PLATFORM)).toBe(0);
  });

  it('refuses to publish an entry that a template has changed', async () => {
    await writeFile(at('platform/modules/other.yaml'), 'kind: Other\n');
    await appendFile(at('platform/modules/billing/module.yaml'), '#\n');
    await expect(publish('platform')).rejects.toMatchObject({
      name: 'InputError',
      message:
        'The folder "platform" of the workspace is not the entry of this module (modules/billing/module.yaml, modules/other.yaml): run "o8:app-of-apps:add" with the same spec, and change nothing in it',
    });
    expect(world.server.countPushes(PLATFORM)).toBe(0);
  });

  it('needs no workspace: a retry has a new one', async () => {
    await rm(world.workspacePath, { recursive: true });
    await expect(publish('module')).resolves.toMatchObject({
      state: 'created',
    });
    await expect(publish('platform')).resolves.toMatchObject({
      state: 'created',
    });
  });

  it('leaves alone what the team has done since', async () => {
    await publish('module');
    await world.server.commit({
      repository: MODULE,
      message: 'Work',
      files: { 'src/main.ts': '', 'README.md': '# Ours' },
    });
    const head = await world.server.git(MODULE, 'rev-parse', 'main');
    await expect(publish('module')).resolves.toMatchObject({
      state: 'unchanged',
      commit: head,
    });
  });

  it('does not continue a repository that asks for something else by now', async () => {
    await publish('module');
    const text = await world.server.git(MODULE, 'show', 'main:o8.yaml');
    const changed = text.replace(/port: \d+/, 'port: 9999');
    expect(changed).not.toBe(text);
    const commit = (content: string) =>
      world.server.commit({
        repository: MODULE,
        files: { 'o8.yaml': content },
      });
    await commit(`${changed}\n`);
    await expect(publish('module')).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'The repository of "billing" asks for other values (spec.workload.port): run this with those, or change o8.yaml there',
    });
    await commit(': not: yaml: [');
    await expect(publish('module')).rejects.toThrow(
      'The repository modules/billing has an o8.yaml that cannot be read',
    );
  });

  it('keeps what the platform team has changed in an approved entry', async () => {
    await publish('module');
    await publish('platform');
    const file = 'modules/billing/clusters/eu-1/extra.yaml';
    await world.server.commit({ repository: PLATFORM, files: { [file]: '' } });
    const { changed, files } = await world.run('o8:app-of-apps:add', { spec });
    expect(changed).toBe(false);
    expect(files).toContain(file);
    await expect(publish('platform')).resolves.toMatchObject({
      state: 'unchanged',
      commit: await world.server.git(PLATFORM, 'rev-parse', 'main'),
    });
  });
});
