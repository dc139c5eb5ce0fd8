import { readdirSync, mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  moduleSpecSchema,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { stringify } from 'yaml';
import { createGitService } from '../git';
import {
  commitFiles,
  createZone,
  startGitServer,
  type GitServer,
} from '../git/__testUtils__';
import { inspectModule, type InspectModuleOptions } from './inspectModule';

const OWNER = 'group:default/payments';

const createSpec = (changes: {
  name?: string;
  owner?: string;
  zone?: string;
}) =>
  moduleSpecSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'Module',
    metadata: {
      name: changes.name ?? 'billing',
      owner: changes.owner ?? OWNER,
    },
    spec: {
      landingZone: changes.zone ?? 'demo',
      workload: { kind: 'service' },
    },
  });

function createLock(changes: Parameters<typeof createSpec>[0] = {}) {
  const spec = createSpec(changes);
  return {
    blueprint: '0.1.0',
    module: spec.metadata.name,
    landingZone: spec.spec.landingZone,
    owner: spec.metadata.owner,
    spec,
    files: {},
  };
}

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('inspectModule', () => {
  let server: GitServer;
  let folder: string;
  let zone: LandingZone;
  let platform: string;

  beforeEach(async () => {
    server = await startGitServer({ username: 'o8', token: 's3cret' });
    folder = mkdtempSync(join(tmpdir(), 'o8-inspected-'));
    zone = createZone(server.url);
    platform = server.createRepository('platform/o8-apps');
    commitFiles(platform, { 'README.md': 'The platform' });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  const inspect = (options: Partial<InspectModuleOptions> = {}) =>
    inspectModule({
      git: createGitService({ credentials: [] }),
      zone,
      name: 'billing',
      owner: OWNER,
      ...options,
    });

  const commitLock = (lock: unknown, repository: string) =>
    commitFiles(repository, {
      '.o8/lock.json': typeof lock === 'string' ? lock : JSON.stringify(lock),
    });

  it('finds a free name', async () => {
    await expect(inspect()).resolves.toEqual({
      repository: 'absent',
      entry: 'absent',
      reason: undefined,
    });
  });

  it('finds a repository that nothing was pushed to', async () => {
    server.createRepository('modules/billing');
    await expect(inspect()).resolves.toMatchObject({
      repository: 'empty',
      entry: 'absent',
    });
  });

  it('finds its own repository by the first commit, whatever came later', async () => {
    const repository = server.createRepository('modules/billing');
    const lock = createLock();
    commitLock(lock, repository);
    commitFiles(repository, { '.o8/lock.json': 'broken', src: 'code' });
    await expect(inspect()).resolves.toEqual({
      repository: 'ours',
      repositoryLock: lock,
      entry: 'absent',
      reason: undefined,
    });
    await expect(
      inspect({ owner: 'Group:default/Payments' }),
    ).resolves.toMatchObject({ repository: 'ours' });
  });

  it.each([
    [createLock({ owner: 'group:default/others' }), '"group:default/others"'],
    [createLock({ zone: 'other' }), 'the landing zone "other"'],
    [createLock({ name: 'invoices' }), 'the module "invoices"'],
  ])('finds a repository of somebody else: %#', async (lock, whose) => {
    commitLock(lock, server.createRepository('modules/billing'));
    await expect(inspect()).resolves.toEqual({
      repository: 'foreign',
      entry: 'absent',
      reason:
        'The repository modules/billing exists and belongs to another module, owner or landing zone.',
      details: `The repository modules/billing belongs to ${whose}.`,
    });
  });

  it('does not take a first commit that is not what its lock file says', async () => {
    const [content, blob] = ['a', '2e65efe2a145dda7ee51d1741299f848e5bf752e'];
    const lock = createLock();
    const files = { 'deploy/a.yaml': { blob, mode: '100644' } };
    const commits: [string, Record<string, string>, string][] = [
      ['billing', { 'deploy/a.yaml': content, 'src/x': 'x' }, 'ours'],
      ['changed', { 'deploy/a.yaml': 'other' }, 'foreign'],
      ['removed', {}, 'foreign'],
      ['added', { 'deploy/a.yaml': content, 'deploy/b.yaml': 'b' }, 'foreign'],
      ['hidden', { 'deploy/a.yaml': content, '.o8/b': 'b' }, 'foreign'],
    ];
    for (const [name, others, repository] of commits) {
      commitFiles(server.createRepository(`modules/${name}`), {
        ...others,
        '.o8/lock.json': JSON.stringify({ ...lock, module: name, files }),
      });
      await expect(inspect({ name })).resolves.toMatchObject({
        repository,
        reason:
          repository === 'ours'
            ? undefined
            : `The repository modules/${name} exists and its first commit is not what Orchestr8 has generated.`,
      });
    }
  });

  it('asks for no owner where none is given', async () => {
    const lock = createLock({ owner: 'group:default/others' });
    commitLock(lock, server.createRepository('modules/billing'));
    await expect(inspect({ owner: undefined })).resolves.toMatchObject({
      repository: 'ours',
      repositoryLock: lock,
    });
  });

  it.each(['{', '{}', '"text"', JSON.stringify({ ...createLock(), more: 1 })])(
    'does not take a first commit with the lock %j',
    async lock => {
      commitLock(lock, server.createRepository('modules/billing'));
      await expect(inspect()).resolves.toMatchObject({
        repository: 'foreign',
        reason:
          'The repository modules/billing exists and was not begun by Orchestr8.',
      });
    },
  );

  it('does not take a repository that got a lock later', async () => {
    const repository = server.createRepository('modules/billing');
    commitFiles(repository, { 'README.md': 'Mine' });
    commitLock(createLock(), repository);
    await expect(inspect()).resolves.toMatchObject({
      repository: 'foreign',
      reason: expect.stringContaining('was not begun by Orchestr8'),
    });
  });

  it('does not take a repository with a second first commit', async () => {
    const merged = server.createRepository('modules/merged');
    commitLock(createLock({ name: 'merged' }), merged);
    const other = commitFiles(merged, { x: 'x' }, { branch: 'other' });
    commitFiles(merged, {}, { merge: other });
    await expect(inspect({ name: 'merged' })).resolves.toMatchObject({
      repository: 'foreign',
      reason: expect.stringContaining('more than one first commit'),
    });
  });

  it('does not take a repository without the branch of the landing zone', async () => {
    const repository = server.createRepository('modules/billing');
    commitFiles(repository, { a: 'a' }, { branch: 'master' });
    await expect(inspect()).resolves.toMatchObject({
      repository: 'foreign',
      reason: 'The repository modules/billing exists and has no branch "main".',
    });
  });

  it('reads the branch that the landing zone names', async () => {
    const branch = 'env/prod';
    const other = createZone(server.url, { branch });
    const spec = createSpec({});
    const path = 'modules/billing/module.yaml';
    commitFiles(platform, { [path]: stringify(spec) }, { branch });
    await expect(inspect({ zone: other })).resolves.toMatchObject({
      entry: 'ours',
      entrySpec: spec,
    });
    await expect(inspect()).resolves.toMatchObject({ entry: 'absent' });
  });

  it.each([
    [
      stringify(createSpec({ owner: 'user:default/eve' })),
      '"user:default/eve"',
    ],
    [stringify(createSpec({ zone: 'other' })), 'the landing zone "other"'],
    [stringify(createSpec({ name: 'x' })), 'the module "x"'],
    ['a: !x 1', 'that this version cannot read'],
    ['kind: Module', 'that this version cannot read'],
  ])('finds an entry of somebody else: %#', async (text, why) => {
    commitFiles(platform, { 'modules/billing/module.yaml': text });
    const { reason, details, ...found } = await inspect();
    expect(found).toEqual({ repository: 'absent', entry: 'foreign' });
    expect(reason).toMatch(
      /^The platform repository has modules\/billing and it .*\.$/,
    );
    // Whose it is, is not for everybody.
    expect(details ?? reason).toContain(why);
    expect(reason).not.toContain('"');
  });

  it('says both where both are foreign', async () => {
    commitFiles(server.createRepository('modules/billing'), { a: 'a' });
    commitFiles(platform, { 'modules/billing/notes.txt': 'x' });
    const { reason } = await inspect();
    expect(reason).toBe(
      'The repository modules/billing exists and was not begun by Orchestr8. The platform repository has modules/billing and it has no module.yaml.',
    );
  });

  it('has no answer where something was not reached', async () => {
    server.behaviour = 'fails';
    await expect(inspect()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    server.behaviour = 'well';
    await expect(
      inspect({ signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
  });

  it.each(['-x', '../etc', 'default', 'argocd', 'A', ''])(
    'asks nobody about the name %j',
    async name => {
      await expect(inspect({ name })).rejects.toMatchObject({
        name: 'InputError',
      });
      expect(server.requests).toEqual([]);
    },
  );

  it('leaves nothing on the disk', async () => {
    commitLock(createLock(), server.createRepository('modules/billing'));
    const tmpdirSpy = jest.spyOn(os, 'tmpdir').mockReturnValue(folder);
    await inspect();
    server.behaviour = 'fails';
    await expect(inspect()).rejects.toThrow('cannot be reached');
    expect(tmpdirSpy).toHaveBeenCalled();
    expect(readdirSync(folder)).toEqual([]);
  });
});
