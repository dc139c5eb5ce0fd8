import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDataDir } from '../__testUtils__';
import { commit, runGit, TestHost } from './__testUtils__';

jest.setTimeout(60_000);

describe('GitHost', () => {
  const dataDir = createDataDir();
  let test: TestHost;
  beforeAll(async () => {
    test = await TestHost.start(dataDir);
  });
  afterAll(() => test.close());
  beforeEach(() => {
    test.pushes.length = 0;
  });

  it('is created by a push, read by everybody, and tells of the push', async () => {
    await test.push('modules/created', { 'a.txt': 'one\n' });
    expect(test.pushes).toEqual(['modules/created']);
    const reader = await test.createFolder();
    const url = test.url('modules/created', 'reader');
    await runGit(reader, ['clone', url, '.']);
    expect(await runGit(reader, ['show', 'HEAD:a.txt'])).toBe('one');
    expect(await runGit(reader, ['symbolic-ref', 'HEAD'])).toBe(
      'refs/heads/main',
    );
  });

  it('lets nobody push without the token', async () => {
    const folder = await test.push('modules/closed', { 'a.txt': 'one\n' });
    await commit(folder, { 'a.txt': 'two\n' }, 'Second');
    const { port } = test.host;
    for (const user of ['', 'o8:wrong@', 'root:the-token-of-the-tests@']) {
      const url = `http://${user}127.0.0.1:${port}/modules/closed.git`;
      await expect(runGit(folder, ['push', url, 'main'])).rejects.toThrow(
        /could not read Username|Authentication failed/,
      );
      const other = `http://${user}127.0.0.1:${port}/modules/stranger.git`;
      await expect(runGit(folder, ['push', other, 'main'])).rejects.toThrow();
    }
    expect(await test.host.hasCommits('modules/stranger')).toBe(false);
    expect((await test.get('/modules/stranger')).status).toBe(404);
  });

  it('is pulled from after a push', async () => {
    const writer = await test.push('modules/pulled', { 'a.txt': 'one\n' });
    const reader = await test.clone('modules/pulled');
    const id = await commit(writer, { 'a.txt': 'two\n' }, 'Second');
    await runGit(writer, ['push']);
    await runGit(reader, ['pull']);
    expect(await runGit(reader, ['rev-parse', 'HEAD'])).toBe(id);
  });

  it('has empty repositories that can be cloned and filled', async () => {
    // Only asks what there is to push to, which is what creates.
    const asked = '/modules/empty.git/info/refs?service=git-receive-pack';
    expect((await test.get(asked)).status).toBe(401);
    expect((await test.get(asked, test.authorization())).status).toBe(200);
    expect(test.pushes).toEqual([]);
    expect(await test.host.hasCommits('modules/empty')).toBe(false);
    const clone = await test.clone('modules/empty');
    await commit(clone, { 'a.txt': 'one\n' }, 'First');
    await runGit(clone, ['push', 'origin', 'HEAD:main']);
    expect(await test.host.hasCommits('modules/empty')).toBe(true);
    expect(test.pushes).toEqual(['modules/empty']);
  });

  it('gives parts of a history, by protocol 2', async () => {
    const writer = await test.push('modules/parts', { 'a.txt': 'one\n' });
    const first = await runGit(writer, ['rev-parse', 'HEAD']);
    await commit(writer, { 'a.txt': 'two\n' }, 'Second');
    await runGit(writer, ['push']);

    const shallow = await test.clone('modules/parts', ['--depth=1']);
    expect(await runGit(shallow, ['rev-list', '--count', 'HEAD'])).toBe('1');
    // A commit that no branch points to is given by its id.
    await runGit(shallow, ['fetch', '--depth=1', 'origin', first]);
    expect(await runGit(shallow, ['show', 'FETCH_HEAD:a.txt'])).toBe('one');

    const filter = ['--filter=blob:none', '--no-checkout'];
    const filtered = await test.clone('modules/parts', filter);
    const missing = ['rev-list', '--objects', '--missing=print', 'HEAD'];
    expect(await runGit(filtered, missing)).toMatch(/^\?[0-9a-f]{40}$/m);
    expect(await runGit(filtered, ['show', 'HEAD:a.txt'])).toBe('two');

    const lsRemote = ['ls-remote', test.url('modules/parts', 'reader')];
    const trace = { GIT_TRACE_PACKET: '1' };
    expect(
      await runGit(filtered, ['-c', 'protocol.version=2', ...lsRemote], trace),
    ).toContain('ls-remote< version 2');
    expect(
      await runGit(filtered, ['-c', 'protocol.version=0', ...lsRemote], trace),
    ).toContain('refs/heads/main');
  });

  it('takes large pushes in chunks, and packed requests for much', async () => {
    const folder = await test.push('modules/large', { 'a.txt': 'one\n' });
    // Random, so that packing does not make it small.
    const bytes = Buffer.from(
      Array.from({ length: 3_000_000 }, () => Math.random() * 256),
    );
    await writeFile(path.join(folder, 'large.bin'), bytes);
    await commit(folder, {}, 'Large');
    // Many haves make git pack its request.
    for (let index = 0; index < 40; index++) {
      await runGit(folder, [
        'commit',
        '--allow-empty',
        '-m',
        `Commit ${index}`,
      ]);
    }
    await runGit(folder, ['push']);
    const clone = await test.clone('modules/large');
    for (let index = 0; index < 40; index++) {
      await runGit(clone, ['commit', '--allow-empty', '-m', `Own ${index}`]);
    }
    const id = await commit(folder, { 'a.txt': 'two\n' }, 'Last');
    await runGit(folder, ['push']);
    const said = await runGit(clone, ['fetch'], { GIT_CURL_VERBOSE: '1' });
    expect(said.toLowerCase()).toContain('content-encoding: gzip');
    expect(await runGit(clone, ['rev-parse', 'origin/main'])).toBe(id);
    expect(await runGit(clone, ['cat-file', '-s', 'HEAD:large.bin'])).toBe(
      `${bytes.length}`,
    );
  });

  it('lets main only grow; other branches may be rewritten and deleted', async () => {
    const folder = await test.push('modules/policy', { 'a.txt': 'one\n' });
    await commit(folder, { 'a.txt': 'two\n' }, 'Second');
    await runGit(folder, ['push', 'origin', 'main', 'main:o8/add-x']);
    const amend = ['commit', '--amend', '--message', 'Another'];
    await runGit(folder, amend);
    test.pushes.length = 0;
    await expect(
      runGit(folder, ['push', '--force', 'origin', 'main']),
    ).rejects.toThrow('non-fast-forward');
    await expect(runGit(folder, ['push', 'origin', ':main'])).rejects.toThrow(
      /deletion|denyDeleteCurrent/,
    );
    expect(test.pushes).toEqual([]);
    await runGit(folder, ['push', '--force', 'origin', 'main:o8/add-x']);
    await runGit(folder, ['push', 'origin', ':o8/add-x']);
    expect(test.pushes).toEqual(['modules/policy', 'modules/policy']);
  });

  it('takes one of two pushes at once', async () => {
    const first = await test.push('modules/race', { 'a.txt': 'one\n' });
    const second = await test.clone('modules/race');
    const ids = [
      await commit(first, { 'a.txt': 'left\n' }, 'Left'),
      await commit(second, { 'a.txt': 'right\n' }, 'Right'),
    ];
    const results = await Promise.allSettled(
      [first, second].map(folder => runGit(folder, ['push', 'origin', 'main'])),
    );
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    const heads = await runGit(first, ['ls-remote', 'origin', 'main']);
    expect(heads).toContain(ids[winner]);
  });

  it('runs no hook and takes no broken object', async () => {
    const folder = await test.push('modules/hooks', { 'a.txt': 'one\n' });
    const bare = path.join(dataDir, 'git', 'modules', 'hooks.git');
    const hook = path.join(bare, 'hooks', 'pre-receive');
    await commit(folder, { 'a.txt': 'two\n' }, 'Second');
    await runGit(bare, ['config', 'core.hooksPath', path.dirname(hook)]);
    await mkdir(path.dirname(hook));
    await writeFile(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    await runGit(folder, ['push']);

    const tree = await runGit(folder, ['rev-parse', 'HEAD^{tree}']);
    const broken = path.join(folder, 'broken');
    await writeFile(broken, `tree ${tree}\nauthor nobody\n\nNo committer\n`);
    const hash = ['hash-object', '-t', 'commit', '-w', '--literally', broken];
    const id = await runGit(folder, hash);
    await expect(
      runGit(folder, ['push', 'origin', `${id}:refs/heads/broken`]),
    ).rejects.toThrow(/fsck|unpack/);
  });
});
