import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
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

const author = { name: 'Orchestr8', email: 'o8@example.com' };

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('GitClient and hostile repositories', () => {
  let server: GitServer;
  let folder: string;
  let remote: GitRemote;
  let url: string;
  let bare: string;
  let directory: string;

  beforeEach(async () => {
    server = await startGitServer({ username: 'o8', token: 's3cret' });
    folder = mkdtempSync(join(tmpdir(), 'o8-hostile-'));
    directory = join(folder, 'clone');
    url = `${server.url}/modules/billing.git`;
    bare = server.createRepository('modules/billing');
    remote = createGitService({
      credentials: [{ url: server.url, username: 'o8', token: 's3cret' }],
    }).connect(createZone(server.url));
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  it('refuses a symlink before anything is checked out', async () => {
    commitFiles(bare, { a: 'a', 'modules/out': { link: '/etc' } });
    await expect(
      remote.clone({ url, directory, branch: 'main' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('"modules/out" is a symlink'),
    });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('refuses a submodule before anything is checked out', async () => {
    const commit = commitFiles(bare, { a: 'a' });
    commitFiles(bare, {
      '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::sh\n',
      x: { submodule: commit },
    });
    await expect(
      remote.clone({ url, directory, branch: 'main', checkout: false }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('"x" is a submodule'),
    });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('refuses a symlink that comes later', async () => {
    commitFiles(bare, { a: 'a' });
    await remote.clone({ url, directory, branch: 'main' });
    commitFiles(bare, { up: { link: '..' } });
    const revision = await remote.fetch({ directory, url, branch: 'main' });
    await expect(remote.resetTo({ directory, revision })).rejects.toThrow(
      '"up" is a symlink',
    );
    expect(existsSync(join(directory, 'up'))).toBe(false);
  });

  it('commits no symlink and no other repository', async () => {
    await remote.initRepository({ directory, branch: 'main' });
    const commit = () =>
      remote.commitAll({ directory, message: 'Add', author });
    symlinkSync('/etc/passwd', join(directory, 'link'));
    await expect(commit()).rejects.toThrow('"link" is a symlink');
    rmSync(join(directory, 'link'));

    mkdirSync(join(directory, 'inner'));
    git(join(directory, 'inner'), 'init', '--quiet');
    git(
      join(directory, 'inner'),
      ...['commit', '--quiet', '--allow-empty', '-m', 'x'],
    );
    await expect(commit()).rejects.toThrow('"inner" is a submodule');
  });

  it('takes repositories of its landing zone only', async () => {
    const { port } = new URL(server.url);
    const others = [
      'ext::sh -c touch%20/tmp/pwned',
      `file://${bare}`,
      bare,
      `ssh://git@127.0.0.1:${port}/modules/billing.git`,
      `https://127.0.0.1:${port}/modules/billing.git`,
      `http://localhost:${port}/modules/billing.git`,
      `http://127.0.0.1:${port}0/modules/billing.git`,
      `http://o8:s3cret@127.0.0.1:${port}/modules/billing.git`,
      `${url}?x`,
      `${server.url}/others/billing.git`,
      `${server.url}/modules/../others/billing.git`,
      `${server.url}/modules-of-others/billing.git`,
      `${server.url}/platform/o8-apps-2.git`,
      '--upload-pack=touch /tmp/pwned',
    ];
    for (const other of others) {
      await expect(remote.listRefs(other)).rejects.toMatchObject({
        name: 'InputError',
      });
      await expect(
        remote.clone({ url: other, directory, branch: 'main' }),
      ).rejects.toMatchObject({ name: 'InputError' });
    }
    expect(server.requests).toEqual([]);
  });

  it('takes names of branches, revisions and paths for nothing else', async () => {
    commitFiles(bare, { a: 'a' });
    const branches = ['-x', '--upload-pack=x', 'a..b', 'a b', '', 'a.lock'];
    for (const branch of branches) {
      await expect(
        remote.clone({ url, directory, branch }),
      ).rejects.toMatchObject({ name: 'InputError' });
    }
    await remote.clone({ url, directory, branch: 'main' });
    for (const branch of [...branches, '+main', ':main', 'main:other']) {
      await expect(
        remote.push({ directory, url, branch }),
      ).rejects.toMatchObject({ name: 'InputError' });
    }
    for (const revision of ['--all', 'main', 'HEAD~1', '@{-1}', ':/a']) {
      await expect(
        remote.commitOf({ directory, revision }),
      ).rejects.toMatchObject({ name: 'InputError' });
    }
    for (const path of ['../a', '/etc/passwd', '.git/config', ':(top)a/..']) {
      await expect(
        remote.readFileAt({ directory, revision: 'HEAD', path }),
      ).rejects.toMatchObject({ name: 'InputError' });
    }
  });

  it('runs no hooks of a repository', async () => {
    commitFiles(bare, { a: 'a' });
    await remote.clone({ url, directory, branch: 'main' });
    const proof = join(folder, 'proof');
    const hooks = join(directory, '.git/hooks');
    mkdirSync(hooks, { recursive: true });
    for (const name of [
      'pre-commit',
      'post-checkout',
      'reference-transaction',
      'pre-push',
      'post-index-change',
    ]) {
      writeFileSync(join(hooks, name), `#!/bin/sh\ntouch ${proof}-${name}\n`);
      chmodSync(join(hooks, name), 0o755);
    }
    git(directory, 'config', 'core.hooksPath', hooks);
    git(directory, 'config', 'core.fsmonitor', `touch ${proof}-monitor`);
    writeFileSync(join(directory, 'b'), 'b');
    await remote.commitAll({ directory, message: 'Add b', author });
    await remote.push({ directory, url, branch: 'main' });
    await remote.resetTo({ directory, revision: 'HEAD' });
    expect(readdirSync(folder)).toEqual(['clone']);
  });

  it('works in the given directory, not in a repository around it', async () => {
    git(folder, 'init', '--quiet');
    mkdirSync(directory);
    await expect(
      remote.commitAll({ directory, message: 'Add', author }),
    ).rejects.toThrow('not a git repository');
    writeFileSync(join(directory, '.git'), `gitdir: ${folder}/.git\n`);
    await expect(
      remote.commitOf({ directory, revision: 'HEAD' }),
    ).rejects.toThrow('not a git repository');
    await expect(
      remote.initRepository({ directory, branch: 'main' }),
    ).rejects.toThrow('already');
    await expect(
      remote.clone({ url, directory, branch: 'main' }),
    ).rejects.toThrow('must be empty');
  });

  it('reads text of a limited size only', async () => {
    commitFiles(bare, {
      'modules/a/large.yaml': 'x'.repeat(1024 * 1024 + 1),
      'modules/b/module.yaml': 'b: 1\n',
      'modules/c/binary': 'latin \0',
    });
    git(bare, 'config', 'uploadpack.allowFilter', 'false');
    await remote.clone({ url, directory, branch: 'main', blobless: true });
    const read = (under: string) =>
      remote.readFilesAt({ directory, revision: 'HEAD', under });
    await expect(read('modules')).rejects.toThrow(
      '"modules/a/large.yaml" is larger than',
    );
    await expect(read('modules/b')).resolves.toEqual([
      { path: 'modules/b/module.yaml', content: 'b: 1\n', mode: '100644' },
    ]);
    writeFileSync(join(directory, 'latin'), Buffer.from([0xe4, 0x0a]));
    await remote.commitAll({ directory, message: 'Add', author });
    await expect(
      remote.readFileAt({ directory, revision: 'HEAD', path: 'latin' }),
    ).rejects.toThrow('"latin" is not text in UTF-8');
  });
});
