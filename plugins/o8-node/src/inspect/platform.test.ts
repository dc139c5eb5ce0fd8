import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { createGitService } from '../git';
import {
  commitFiles,
  createZone,
  startGitServer,
  type GitServer,
} from '../git/__testUtils__';
import { readPlatform } from './platform';

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('readPlatform', () => {
  const git = createGitService({ credentials: [] });
  let server: GitServer;
  let zone: LandingZone;

  beforeEach(async () => {
    server = await startGitServer({ username: 'o8', token: 's3cret' });
    zone = createZone(server.url);
  });

  afterEach(() => server.close());

  it('reads what is below modules, also when nothing is left there', async () => {
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
    const emptied = commitFiles(platform, { modules: null });
    await expect(readPlatform({ git, zone })).resolves.toEqual({
      commit: emptied,
      files: [],
    });
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
    commitFiles(server.createRepository('platform/o8-apps'), {
      'modules/a/module.yaml': 'a: 1\n',
      'modules/out': { link: '/etc' },
    });
    // Twice: what was refused is not remembered as read.
    for (let count = 0; count < 2; count++) {
      await expect(readPlatform({ git, zone })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('"modules/out" is a symlink'),
      });
    }
  });
});
