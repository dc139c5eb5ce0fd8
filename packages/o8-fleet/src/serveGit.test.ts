import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { createDataDir, TestFleet } from './__testUtils__';
import { commit, runGit } from './git/__testUtils__';
import { serveGit, type GitOpsContext } from './serveGit';

describe('serveGit', () => {
  const dataDir = createDataDir();
  const base = { dataDir, token: 'the-token' };
  const stores = new Map();

  it('is nothing without a port', async () => {
    expect(await serveGit(base)).toBeUndefined();
  });

  it('starts GitOps, tells it of pushes, and stops it', async () => {
    const events: string[] = [];
    let context: GitOpsContext | undefined;
    const served = await serveGit({
      ...base,
      gitPort: 0,
      createGitOps(given) {
        context = given;
        return {
          start: () => events.push('start'),
          stop: () => events.push('stop'),
          refresh: url => events.push(url),
        };
      },
    });
    const { host } = served!;
    // Who follows it needs clusters, which are made of what it has.
    expect([context, events]).toEqual([undefined, []]);
    served?.follow(stores);
    expect(context).toEqual({ host, zones: [], stores });
    const folder = await mkdtemp(path.join(dataDir, 'user-'));
    await runGit(folder, ['init', '--initial-branch=main']);
    await commit(folder, { 'a.txt': 'one\n' }, 'First');
    const url = host.url.replace('//', '//o8:the-token@');
    await runGit(folder, ['push', `${url}/modules/a.git`, 'main']);
    await served?.close();
    expect(events).toEqual(['start', `${host.url}/modules/a.git`, 'stop']);
    await expect(fetch(host.url)).rejects.toThrow();
  });

  it('leaves nothing open when GitOps cannot begin', async () => {
    let url = '';
    const serving = TestFleet.start({
      dataDir,
      gitPort: 0,
      createGitOps({ host }) {
        url = host.url;
        throw new Error('no hub');
      },
    });
    await expect(serving).rejects.toThrow('no hub');
    await expect(fetch(url)).rejects.toThrow();
  });
});
