import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commitFiles,
  createZone,
  git,
  startGitServer,
  type GitServer,
} from './__testUtils__';
import type { GitRemote } from './GitRemote';
import { createGitService } from './GitService';
import { writeFiles } from './writeFiles';

const author = { name: 'Orchestr8', email: 'o8@example.com' };

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('GitClient push', () => {
  let server: GitServer;
  let folder: string;
  let remote: GitRemote;
  let url: string;
  let bare: string;

  beforeEach(async () => {
    server = await startGitServer({ username: 'o8', token: 's3cret' });
    folder = mkdtempSync(join(tmpdir(), 'o8-push-'));
    url = `${server.url}/platform/o8-apps.git`;
    bare = server.createRepository('platform/o8-apps');
    commitFiles(bare, { 'README.md': 'first' });
    remote = createGitService({
      credentials: [{ url: server.url, username: 'o8', token: 's3cret' }],
    }).connect(createZone(server.url));
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  async function change(name: string, path = name) {
    const directory = join(folder, name);
    await remote.clone({ url, directory, branch: 'main', depth: 1 });
    await writeFiles(directory, [{ path, content: name }]);
    const message = `Add ${name}`;
    const { commit } = await remote.commitAll({ directory, message, author });
    return { directory, commit };
  }

  it('lets one of two win, and the other continue on top of it', async () => {
    const [one, two] = [await change('one'), await change('two')];
    const results = await Promise.allSettled(
      [one, two].map(({ directory }) =>
        remote.push({ directory, url, branch: 'main' }),
      ),
    );
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const lost = results.findIndex(({ status }) => status === 'rejected');
    expect(results[lost]).toMatchObject({
      reason: {
        name: 'ConflictError',
        message:
          'Somebody else has changed the branch of platform/o8-apps in between',
      },
    });

    const loser = [one, two][lost];
    const revision = await remote.fetch({ ...loser, url, branch: 'main' });
    await remote.resetTo({ ...loser, revision });
    await writeFiles(loser.directory, [{ path: 'again', content: 'x' }]);
    await remote.commitAll({ ...loser, message: 'Again', author });
    await remote.push({ ...loser, url, branch: 'main' });
    expect(git(bare, 'rev-list', '--count', 'main')).toBe('3');
  });

  it('is no conflict when it is there already', async () => {
    const { directory, commit } = await change('one');
    await remote.push({ directory, url, branch: 'main' });
    await remote.push({ directory, url, branch: 'main' });
    expect(git(bare, 'rev-parse', 'main')).toBe(commit);
  });

  it('replaces a review branch only where it is what was expected', async () => {
    const branch = 'o8/add-billing';
    const [one, two] = [await change('one'), await change('two')];
    const push = (
      { directory }: { directory: string },
      expectedRemote?: string | null,
    ) => remote.push({ directory, url, branch, expectedRemote });

    await push(one, null);
    await expect(push(two, null)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expect(push(two)).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(push(two, two.commit)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    for (const wrong of ['', 'main', '--all']) {
      await expect(push(two, wrong)).rejects.toMatchObject({
        name: 'InputError',
      });
    }
    expect(git(bare, 'rev-parse', branch)).toBe(one.commit);

    await push(two, one.commit);
    expect(git(bare, 'rev-parse', branch)).toBe(two.commit);
    await push(two, one.commit);
    expect(git(bare, 'rev-parse', branch)).toBe(two.commit);
  });

  it('says what a server has against a change', async () => {
    mkdirSync(join(bare, 'hooks'));
    const hook = join(bare, 'hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\necho "main is protected" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    const { directory } = await change('one');
    await expect(
      remote.push({ directory, url, branch: 'main' }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /does not accept the change of platform\/o8-apps: .*main is protected/,
      ),
    });
  });

  it('signs in for pushes only, and says where a wrong token is set', async () => {
    const { directory } = await change('one');
    expect(server.requests.some(({ authorization }) => authorization)).toBe(
      false,
    );
    const tokens = ['wrong-t0ken', undefined];
    for (const token of tokens) {
      const stranger = createGitService({
        credentials: token ? [{ url: server.url, username: 'o8', token }] : [],
      }).connect(createZone(server.url));
      const error = await stranger
        .push({ directory, url, branch: 'main' })
        .catch(reason => reason);
      expect(error).toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining('check "o8.git"'),
      });
      expect(String(error)).not.toContain('wrong-t0ken');
    }
  });

  it('reads the token from its file at each use', async () => {
    const tokenFile = join(folder, 'token');
    const service = createGitService({
      credentials: [{ url: server.url, username: 'o8', tokenFile }],
    });
    const other = service.connect(createZone(server.url));
    const { directory } = await change('one');
    const push = () => other.push({ directory, url, branch: 'main' });

    await expect(push()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('ENOENT'),
    });
    writeFileSync(tokenFile, 'old\n');
    await expect(push()).rejects.toMatchObject({ name: 'NotAllowedError' });
    writeFileSync(tokenFile, 's3cret\n');
    await expect(push()).resolves.toBeUndefined();
  });
});
