import os, { tmpdir } from 'node:os';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  commitFiles,
  createZone,
  git as runGit,
  startGitServer,
  type GitServer,
} from './__testUtils__';
import { createGitService, type GitService } from './GitService';

const CREDENTIALS = { username: 'o8', token: 's3cret' };

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('GitClient readBranch', () => {
  let server: GitServer;
  let url: string;
  let bare: string;
  let git: GitService;

  const createService = (credentials = CREDENTIALS) =>
    createGitService({ credentials: [{ url: server.url, ...credentials }] });

  beforeEach(async () => {
    server = await startGitServer(CREDENTIALS);
    url = `${server.url}/platform/o8-apps.git`;
    bare = server.createRepository('platform/o8-apps');
    git = createService();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await server.close();
  });

  const read = (
    options: { branch?: string; under?: string; service?: GitService } = {},
  ) => {
    const { branch = 'main', under = 'modules', service = git } = options;
    const remote = service.connect(createZone(server.url));
    return remote.readBranch({ url, branch, under });
  };

  /** Since the last time: listing refs is one, and fetching needs two. */
  function countQuestions() {
    const requests = server.requests.splice(0);
    return requests.filter(({ line }) => line.startsWith('POST')).length;
  }

  it('asks for the commit each time, and for its files once', async () => {
    const first = commitFiles(bare, { 'modules/a': '1', b: 'b' });
    const files = [{ path: 'modules/a', content: '1', mode: '100644' }];
    await expect(read()).resolves.toEqual({ commit: first, files });
    expect(countQuestions()).toBe(3);
    await expect(read()).resolves.toEqual({ commit: first, files });
    expect(countQuestions()).toBe(1);

    const second = commitFiles(bare, { 'modules/a': '2' });
    await expect(read()).resolves.toMatchObject({
      commit: second,
      files: [{ content: '2' }],
    });
    expect(countQuestions()).toBe(3);
    runGit(bare, 'update-ref', 'refs/heads/main', first);
    await expect(read()).resolves.toEqual({ commit: first, files });
    expect(countQuestions()).toBe(1);
  });

  it('is one clone for all who ask at once', async () => {
    commitFiles(bare, { 'modules/a': '1' });
    const all = await Promise.all([read(), read(), read()]);
    expect(all[1]).toEqual(all[0]);
    expect(all[2]).toEqual(all[0]);
    expect(countQuestions()).toBe(5);
  });

  it('reads another folder and another branch for themselves', async () => {
    commitFiles(bare, { 'modules/a': '1', 'docs/b': 'b' });
    commitFiles(bare, { 'modules/c': 'c' }, { branch: 'env/prod' });
    await read();
    await expect(read({ under: 'docs' })).resolves.toMatchObject({
      files: [{ path: 'docs/b' }],
    });
    await expect(read({ branch: 'env/prod' })).resolves.toMatchObject({
      files: [{ path: 'modules/c' }],
    });
  });

  it('tells a repository or branch that is not there from an empty folder', async () => {
    await expect(read()).resolves.toBeUndefined();
    commitFiles(bare, { a: 'a' });
    await expect(read()).resolves.toMatchObject({ files: [] });
    await expect(read({ branch: 'other' })).resolves.toBeUndefined();
    rmSync(bare, { recursive: true });
    await expect(read()).resolves.toBeUndefined();
  });

  it('gives what it keeps to nobody whom the server refuses', async () => {
    server.behaviour = 'private';
    commitFiles(bare, { 'modules/a': '1' });
    await expect(read()).resolves.toMatchObject({ files: [{ content: '1' }] });
    const stranger = createService({ ...CREDENTIALS, token: 'wrong' });
    const other = createGitService({ credentials: [] });
    for (const service of [stranger, other]) {
      await expect(read({ service })).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
    }
    server.behaviour = 'fails';
    await expect(read()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('refuses what is outside of the landing zone, although it is kept', async () => {
    commitFiles(bare, { 'modules/a': '1' });
    await read();
    const zone = createZone(server.url);
    zone.spec.git.platform = 'platform/another';
    await expect(
      git.connect(zone).readBranch({ url, branch: 'main', under: 'modules' }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it('refuses a symlink anywhere, and a path out of the repository', async () => {
    commitFiles(bare, { 'modules/a': '1', 'docs/up': { link: '..' } });
    for (let count = 0; count < 2; count++) {
      await expect(read()).rejects.toThrow('"docs/up" is a symlink');
    }
    commitFiles(bare, { 'docs/up': null });
    for (const under of ['../x', '/etc', '.git']) {
      await expect(read({ under })).rejects.toMatchObject({
        name: 'InputError',
      });
    }
    await expect(read({ branch: '--all' })).rejects.toMatchObject({
      name: 'InputError',
    });
  });

  it('leaves nothing on the disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'o8-branch-'));
    try {
      jest.spyOn(os, 'tmpdir').mockReturnValue(folder);
      commitFiles(bare, { 'modules/a': '1' });
      await read();
      commitFiles(bare, { 'modules/b': { link: '/etc' } });
      await expect(read()).rejects.toThrow('is a symlink');
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
