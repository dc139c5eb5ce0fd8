import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
const date = new Date('2026-03-01T12:00:00Z');

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('GitClient', () => {
  let server: GitServer;
  let folder: string;
  let remote: GitRemote;
  let url: string;

  beforeEach(async () => {
    server = await startGitServer({ username: 'o8', token: 's3cret' });
    folder = mkdtempSync(join(tmpdir(), 'o8-client-'));
    url = `${server.url}/modules/billing.git`;
    remote = createGitService({
      credentials: [{ url: server.url, username: 'o8', token: 's3cret' }],
    }).connect(createZone(server.url));
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  it('tells an absent repository from an empty one and from refs', async () => {
    await expect(remote.listRefs(url)).resolves.toBeUndefined();
    const repository = server.createRepository('modules/billing');
    await expect(remote.listRefs(url)).resolves.toEqual(new Map());
    const main = commitFiles(repository, { 'a.txt': 'a' });
    const other = commitFiles(repository, {}, { branch: 'team/next' });
    await expect(remote.listRefs(url)).resolves.toEqual(
      new Map([
        ['refs/heads/main', main],
        ['refs/heads/team/next', other],
      ]),
    );
  });

  it('creates a repository by a push, and clones it', async () => {
    const directory = join(folder, 'new');
    await remote.initRepository({ directory, branch: 'main' });
    await writeFiles(directory, [
      { path: '-rf', content: 'begins with a dash\n' },
      { path: 'src/ü b.txt', content: 'ünicode\n' },
      { path: 'run.sh', content: '#!/bin/sh\n', mode: '100755' },
    ]);
    const { commit, changed } = await remote.commitAll({
      directory,
      message: '# Not a comment\n\n--amend',
      author,
      date,
    });
    expect(changed).toBe(true);
    await remote.push({ directory, url, branch: 'main' });

    const bare = server.pathOf('modules/billing');
    expect(git(bare, 'rev-parse', 'main')).toBe(commit);
    expect(git(bare, 'log', '-1', '--format=%an <%ae> %cI%n%B')).toBe(
      'Orchestr8 <o8@example.com> 2026-03-01T12:00:00+00:00\n# Not a comment\n\n--amend',
    );
    expect(git(bare, 'ls-tree', 'main', 'run.sh')).toMatch(/^100755 /);

    const copy = join(folder, 'deep/copy');
    await expect(
      remote.clone({ url, directory: copy, branch: 'main' }),
    ).resolves.toBe(commit);
    expect(readFileSync(join(copy, '-rf'), 'utf8')).toBe(
      'begins with a dash\n',
    );
    const at = { directory: copy, revision: 'HEAD' };
    await expect(remote.readFileAt({ ...at, path: '-rf' })).resolves.toBe(
      'begins with a dash\n',
    );
    await expect(
      remote.readFileAt({ ...at, path: 'src/ü b.txt' }),
    ).resolves.toBe('ünicode\n');
    await expect(
      remote.readFileAt({ ...at, path: 'absent' }),
    ).resolves.toBeUndefined();
    await expect(remote.readFileAt({ ...at, path: 'src' })).rejects.toThrow(
      '"src" is a folder',
    );
  });

  it('makes the same commit of the same, and none of nothing', async () => {
    const commits = await Promise.all(
      ['one', 'two'].map(async name => {
        const directory = join(folder, name);
        await remote.initRepository({ directory, branch: 'main' });
        await writeFiles(directory, [{ path: 'a', content: 'a' }]);
        const options = { directory, message: 'Add a', author, date };
        const first = await remote.commitAll(options);
        const again = await remote.commitAll(options);
        expect(again).toEqual({ commit: first.commit, changed: false });
        return first.commit;
      }),
    );
    expect(commits[0]).toBe(commits[1]);
  });

  it('commits what an ignore file names, removals, and only the given paths', async () => {
    const repository = server.createRepository('modules/billing');
    commitFiles(repository, { '.gitignore': 'dist/\n', 'old/a': 'a', b: 'b' });
    const directory = join(folder, 'clone');
    const from = await remote.clone({ url, directory, branch: 'main' });
    rmSync(join(directory, 'old'), { recursive: true });
    await writeFiles(directory, [
      { path: 'dist/x', content: 'x' },
      { path: 'b', content: 'changed' },
    ]);
    const { commit: to } = await remote.commitAll({
      directory,
      message: 'Change',
      author,
      paths: ['dist', 'old'],
    });
    await expect(remote.diffNames({ directory, from, to })).resolves.toEqual([
      'dist/x',
      'old/a',
    ]);
  });

  it('fetches what others have pushed, and resets to it', async () => {
    const repository = server.createRepository('modules/billing');
    commitFiles(repository, { a: '1' }, { branch: 'release/v1' });
    const directory = join(folder, 'clone');
    const branch = 'release/v1';
    await remote.clone({ url, directory, branch, depth: 1 });
    await writeFiles(directory, [{ path: 'left/over', content: 'x' }]);
    const theirs = commitFiles(repository, { a: '2', c: '3' }, { branch });

    await expect(remote.fetch({ directory, url, branch })).resolves.toBe(
      theirs,
    );
    expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('1');
    await remote.resetTo({ directory, revision: theirs });
    expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('2');
    expect(existsSync(join(directory, 'left'))).toBe(false);
  });

  it('finds first commits, but not in a clone without its history', async () => {
    const repository = server.createRepository('modules/billing');
    const root = commitFiles(repository, { a: '1' });
    commitFiles(repository, { a: '2' });
    const full = join(folder, 'full');
    const shallow = join(folder, 'shallow');
    await remote.clone({ url, directory: full, branch: 'main' });
    await remote.clone({ url, directory: shallow, branch: 'main', depth: 1 });
    await expect(
      remote.rootCommits({ directory: full, revision: 'HEAD' }),
    ).resolves.toEqual([root]);
    await expect(
      remote.rootCommits({ directory: shallow, revision: 'HEAD' }),
    ).rejects.toThrow('shallow');
  });

  it('reads what a clone has left out, when it is asked for', async () => {
    const repository = server.createRepository('modules/billing');
    const first = commitFiles(repository, { a: 'old', 'b/c': 'c' });
    commitFiles(repository, { a: 'new' });
    server.behaviour = 'private';
    const directory = join(folder, 'blobless');
    await remote.clone({
      url,
      directory,
      branch: 'main',
      blobless: true,
      checkout: false,
    });
    expect(existsSync(join(directory, 'a'))).toBe(false);
    const before = server.requests.length;
    await expect(
      remote.readFileAt({ directory, revision: first, path: 'a' }),
    ).resolves.toBe('old');
    expect(server.requests.length).toBeGreaterThan(before);
    await expect(
      remote.readFilesAt({ directory, revision: 'HEAD', under: 'b' }),
    ).resolves.toEqual([{ path: 'b/c', content: 'c', mode: '100644' }]);
  });

  it('names a branch that is not there', async () => {
    const repository = server.createRepository('modules/billing');
    const directory = join(folder, 'clone');
    const clone = (branch: string) => remote.clone({ url, directory, branch });
    await expect(clone('main')).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('modules/billing'),
    });
    commitFiles(repository, { a: '1' });
    await expect(clone('other')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(clone('main')).resolves.toMatch(/^[0-9a-f]{40}$/);
    await expect(
      remote.fetch({ directory, url, branch: 'other' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      remote.commitOf({ directory, revision: 'refs/heads/other' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
