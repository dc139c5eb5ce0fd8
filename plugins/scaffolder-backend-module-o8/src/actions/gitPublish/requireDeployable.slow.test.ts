import {
  createWorld,
  FORM,
  MODULE,
  PLATFORM,
  type Outputs,
  type World,
} from '../../__testUtils__/createWorld';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';

jest.setTimeout(60_000);

const DEPLOYMENT = 'deploy/base/deployment.yaml';

/** A module of its own for each test: one world holds them all. */
describe('o8:git:publish, and what others have pushed to the repository', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
  });
  beforeEach(() => rm(world.workspacePath, { recursive: true, force: true }));
  afterAll(() => world.stop());

  async function prepare(name: string) {
    const form = { ...FORM, name };
    const { spec } = await world.run('o8:module:validate', form);
    const publish = (repository: string): Promise<Outputs> =>
      world.run('o8:git:publish', { repository, spec });
    const commit = (files: Record<string, string>) =>
      world.server.commit({ repository: `modules/${name}`, files });
    return { spec, publish, commit };
  }

  async function expectNoEntry(name: string) {
    const files = await world.server.git(
      PLATFORM,
      ...['ls-tree', '-r', '--name-only', 'main'],
    );
    expect(files).not.toContain(`modules/${name}/`);
  }

  async function createForged(spec: object) {
    const { files } = await world.run('o8:module:generate', { spec });
    const forged: Record<string, string> = {};
    for (const file of files) {
      const from = path.join(world.workspacePath, 'module', file);
      forged[file] = await readFile(from, 'utf8');
    }
    forged[DEPLOYMENT] = forged[DEPLOYMENT].replace(
      /image: .*/,
      'image: evil.example/miner:1',
    );
    expect(forged[DEPLOYMENT]).toContain('evil.example');
    return forged;
  }

  it('does not deploy a repository that was begun in the name of the owner', async () => {
    const { spec, publish, commit } = await prepare('billing');
    await commit(await createForged(spec));
    await commit({ 'more.txt': 'x' });
    await expect(publish('module')).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('The name "billing" is taken'),
    });
    await expect(publish('platform')).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expectNoEntry('billing');
    expect(world.server.countPushes(MODULE)).toBe(0);
  });

  it('does not deploy it either where its lock file says the same', async () => {
    const { spec, publish, commit } = await prepare('rebates');
    const forged = await createForged(spec);
    const lock = JSON.parse(forged['.o8/lock.json']);
    const content = Buffer.from(forged[DEPLOYMENT]);
    lock.files[DEPLOYMENT].blob = createHash('sha1')
      .update(`blob ${content.length}\0`)
      .update(content)
      .digest('hex');
    await commit({ ...forged, '.o8/lock.json': JSON.stringify(lock) });
    await rm(world.workspacePath, { recursive: true });
    await expect(publish('platform')).rejects.toThrow(
      `The repository modules/rebates is from another attempt, and it would deploy other than the blueprint writes (${DEPLOYMENT}): publish it again`,
    );
    await commit({ 'more.txt': 'x' });
    await expect(publish('platform')).rejects.toThrow(
      'Somebody has worked in the repository modules/rebates already (2 commits)',
    );
    await expectNoEntry('rebates');
  });

  it('adds the entry after work beside what is deployed, and not after other work', async () => {
    const { publish, commit } = await prepare('orders');
    await publish('module');
    await commit({ 'src/main.ts': 'code' });
    const { commit: head } = await publish('module');
    const text = await world.server.git(
      'modules/orders',
      'show',
      `${head}:${DEPLOYMENT}`,
    );
    await commit({
      [DEPLOYMENT]: text.replace(/image: .*/, 'image: evil.example/miner:1'),
      'deploy/base/more.yaml': 'kind: Other\n',
    });
    await expect(publish('module')).resolves.toMatchObject({
      state: 'unchanged',
    });
    await expect(publish('platform')).rejects.toMatchObject({
      name: 'ConflictError',
      message: `Somebody has worked in the repository modules/orders already (3 commits), and it would deploy other than the blueprint writes (deploy/base/deployment.yaml, deploy/base/more.yaml): ask the platform team to add the entry of "orders" by a pull request, with what "o8 render" writes`,
    });
    await expectNoEntry('orders');
    await world.server.git(
      'modules/orders',
      ...['update-ref', 'refs/heads/main', head],
    );
    await expect(publish('platform')).resolves.toMatchObject({
      state: 'created',
    });
  });

  it('lets an attempt change its values again and again, and no work of others', async () => {
    const attempt = async (port: number) => {
      await rm(world.workspacePath, { recursive: true, force: true });
      const form = { name: 'invoices', port };
      const story = await world.runStory(form, { until: 'module' });
      return story.module;
    };
    await expect(attempt(8081)).resolves.toMatchObject({ state: 'created' });
    await expect(attempt(8082)).resolves.toMatchObject({ state: 'updated' });
    await expect(attempt(8083)).resolves.toMatchObject({ state: 'updated' });

    await world.server.commit({
      repository: 'modules/invoices',
      files: { 'README.md': 'Ours' },
    });
    await expect(attempt(8084)).rejects.toThrow(
      'The repository of "invoices" asks for other values (spec.workload.port)',
    );
    await expect(attempt(8083)).resolves.toMatchObject({ state: 'unchanged' });
  });

  it('finds its own entry, also where the platform team has changed it', async () => {
    const { spec, publish } = await prepare('refunds');
    await publish('module');
    await world.run('o8:app-of-apps:add', { spec });
    await publish('platform');
    await world.server.commit({
      repository: PLATFORM,
      files: { 'modules/refunds/notes.yaml': '# by the platform team\n' },
    });
    // The workspace still holds what was planned: nothing is left to publish of it.
    await expect(publish('platform')).resolves.toMatchObject({
      state: 'unchanged',
      commit: await world.server.git(PLATFORM, 'rev-parse', 'main'),
    });
  });
});
