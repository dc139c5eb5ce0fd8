import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDataDir } from '../__testUtils__';
import { commit, runGit, TestHost } from './__testUtils__';

jest.setTimeout(60_000);

const FILES = [{ path: 'a.txt', content: 'one\n' }];

describe('a git host over time', () => {
  const dataDir = createDataDir();
  const open: TestHost[] = [];
  const start = async (port = 0) => {
    const test = await TestHost.start(dataDir, port);
    open.push(test);
    return test;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map(test => test.close()));
  });

  it('keeps everything over a restart, at the same address', async () => {
    const first = await start();
    const folder = await first.push('modules/kept', { 'a.txt': 'one\n' });
    await open.pop()?.close();
    await expect(first.get('/')).rejects.toThrow('ECONNREFUSED');

    const second = await start(first.host.port);
    expect(second.host.url).toBe(first.host.url);
    await commit(folder, { 'a.txt': 'two\n' }, 'Second');
    await runGit(folder, ['push']);
    const { text } = await second.get('/modules/kept/raw/main/a.txt');
    expect(text).toBe('two\n');
  });

  it('takes pushes again after it was killed in the middle of one', async () => {
    const first = await start();
    const folder = await first.push('modules/killed', { 'a.txt': 'one\n' });
    const git = path.join(dataDir, 'git');
    const bare = path.join(git, 'modules/killed.git');
    await writeFile(path.join(bare, 'refs/heads/main.lock'), '');
    await writeFile(path.join(bare, 'packed-refs.lock'), '');
    await mkdir(path.join(git, '.new-1'));
    await commit(folder, { 'a.txt': 'two\n' }, 'Second');
    await expect(runGit(folder, ['push'])).rejects.toThrow();
    await open.pop()?.close();

    const second = await start(first.host.port);
    await runGit(folder, ['push']);
    expect(second.pushes).toEqual(['modules/killed']);
    expect(await readdir(git)).toEqual(['modules']);
  });

  it('forgets what somebody only asked about, and packs the rest', async () => {
    const first = await start();
    await first.push('modules/packed', { 'a.txt': 'one\n' });
    const asked = '/modules/asked.git/info/refs?service=git-receive-pack';
    await first.get(asked, first.authorization());
    const git = path.join(dataDir, 'git');
    expect(await readdir(path.join(git, 'modules'))).toContain('asked.git');
    await open.pop()?.close();

    const second = await start();
    expect(await readdir(path.join(git, 'modules'))).not.toContain('asked.git');
    const packs = path.join(git, 'modules/packed.git/objects/pack');
    const isPacked = async () =>
      (await readdir(packs)).some(name => name.endsWith('.pack'));
    while (!(await isPacked())) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(second.lines).toEqual([]);
  });

  it('says which port is taken, and leaves the other host alone', async () => {
    const { host } = await start();
    await expect(TestHost.start(dataDir, host.port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
      port: host.port,
    });
    expect((await fetch(host.url)).status).toBe(200);
  });

  it('ends what is under way when it is closed', async () => {
    const test = await start();
    await test.push('modules/busy', { 'a.txt': 'one\n' });
    const bare = path.join(dataDir, 'git/modules/busy.git');
    // A reader that is served for long: the request is never complete.
    const waiting = fetch(`${test.host.url}/modules/busy.git/git-upload-pack`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-git-upload-pack-request' },
      body: new ReadableStream({
        start: controller => controller.enqueue(Buffer.from('0014')),
      }),
      duplex: 'half',
    } as RequestInit).then(
      () => 'answered',
      () => 'broken',
    );
    while (test.host.runningGits === 0) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    await open.pop()?.close();
    expect(await waiting).toBe('broken');
    expect(test.host.runningGits).toBe(0);
    expect(await runGit(bare, ['fsck'])).not.toContain('error');
  });

  it('makes repositories with a first commit', async () => {
    const { host, ...test } = await start();
    await host.createRepository('platform/made', {
      branch: 'trunk',
      files: [
        ...FILES,
        { path: 'bin/run "x"', content: 'é\n', mode: '100755' },
      ],
      message: 'Set up',
      date: new Date('2026-06-01T00:00:00Z'),
    });
    const bare = path.join(test.dataDir, 'git/platform/made.git');
    expect(await runGit(bare, ['log', '--format=%cI %an %s', 'HEAD'])).toBe(
      '2026-06-01T00:00:00+00:00 Orchestr8 Set up',
    );
    expect(await runGit(bare, ['symbolic-ref', 'HEAD'])).toBe(
      'refs/heads/trunk',
    );
    expect(await runGit(bare, ['show', 'HEAD:bin/run "x"'])).toBe('é');
    expect(await runGit(bare, ['ls-tree', 'HEAD', 'bin/'])).toMatch(/^100755/);
    expect(await runGit(bare, ['fsck', '--strict'])).not.toContain('error');
  });

  it('writes a first commit only where none is', async () => {
    const test = await start();
    const commitOf = { branch: 'main', files: FILES, message: 'Set up' };
    await test.push('modules/mine', { 'mine.txt': 'mine\n' });
    await expect(
      test.host.createRepository('modules/mine', commitOf),
    ).rejects.toThrow('modules/mine is not empty');
    const asked = '/modules/asked.git/info/refs?service=git-receive-pack';
    await test.get(asked, test.authorization());
    await test.host.createRepository('modules/asked', commitOf);
    expect(await test.host.hasCommits('modules/asked')).toBe(true);
    for (const name of ['../x', 'x', 'a/b/c', 'a/b.git', 'a/.b', 'a/b..c']) {
      await expect(test.host.createRepository(name, commitOf)).rejects.toThrow(
        'is not a repository of this git host',
      );
    }
  });

  it('tells all listeners, also when one fails, until they end it', async () => {
    const test = await start();
    const heard: string[] = [];
    test.host.onPush(() => {
      throw new Error('deaf');
    });
    const end = test.host.onPush(repository => heard.push(repository));
    await test.push('modules/heard', { 'a.txt': 'one\n' });
    end();
    await test.push('modules/unheard', { 'a.txt': 'one\n' });
    expect(heard).toEqual(['modules/heard']);
    expect(test.lines[0]).toContain('deaf');
  });
});
