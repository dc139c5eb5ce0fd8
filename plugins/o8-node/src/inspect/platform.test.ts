import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { createGitService } from '../git';
import {
  commitFiles,
  createZone,
  git as runGit,
  startGitServer,
  type GitServer,
} from '../git/__testUtils__';
import { clonePlatform, readPlatform, readPlatformFiles } from './platform';

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('platform', () => {
  const git = createGitService({ credentials: [] });
  let server: GitServer;
  let folder: string;
  let zone: LandingZone;

  beforeEach(async () => {
    server = await startGitServer({ username: 'o8', token: 's3cret' });
    folder = mkdtempSync(join(tmpdir(), 'o8-platform-'));
    zone = createZone(server.url);
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  it('reads what is below modules, and clones all', async () => {
    const platform = server.createRepository('platform/o8-apps');
    const commit = commitFiles(platform, {
      'README.md': 'The platform',
      'modules/b/module.yaml': 'b: 1\n',
      'modules/a/clusters/eu-1/namespace.yaml': 'a: 1\n',
      'modules-of-others/x': 'x',
    });
    const files = [
      {
        path: 'modules/a/clusters/eu-1/namespace.yaml',
        content: 'a: 1\n',
        mode: '100644',
      },
      { path: 'modules/b/module.yaml', content: 'b: 1\n', mode: '100644' },
    ];
    await expect(readPlatform({ git, zone })).resolves.toEqual({
      commit,
      files,
    });
    const directory = join(folder, 'platform');
    await expect(clonePlatform({ git, zone, directory })).resolves.toEqual({
      commit,
      files,
    });
    expect(readFileSync(join(directory, 'README.md'), 'utf8')).toBe(
      'The platform',
    );
    runGit(directory, 'rm', '--quiet', '-r', 'modules');
    runGit(directory, 'commit', '--quiet', '-m', 'Remove all');
    await expect(readPlatformFiles({ git, zone, directory })).resolves.toEqual(
      [],
    );
  });

  it('says that there is no platform repository, or not its branch', async () => {
    await expect(readPlatform({ git, zone })).rejects.toMatchObject({
      name: 'NotFoundError',
      message:
        'The platform repository platform/o8-apps of the landing zone "demo" does not exist: its platform team creates it with "o8 init"',
    });
    server.createRepository('platform/o8-apps');
    await expect(readPlatform({ git, zone })).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('has no branch "main"'),
    });
  });

  it('refuses a platform repository with a way out of it', async () => {
    commitFiles(
      server.createRepository('platform/o8-apps'),
      { 'modules/a/module.yaml': 'a: 1\n' },
      {
        before: clone => {
          symlinkSync('/etc', join(clone, 'modules/out'));
          runGit(clone, 'add', '--all');
        },
      },
    );
    const directory = join(folder, 'platform');
    for (const read of [
      () => readPlatform({ git, zone }),
      () => clonePlatform({ git, zone, directory }),
    ]) {
      await expect(read()).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('"modules/out" is a symlink'),
      });
    }
    expect(existsSync(join(directory, 'modules'))).toBe(false);
  });
});
