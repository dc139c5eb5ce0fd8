import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startGitServer, type GitServer } from './startGitServer';

const run = promisify(execFile);

describe('startGitServer', () => {
  let server: GitServer;
  let folder: string;

  beforeEach(async () => {
    server = await startGitServer();
    folder = await mkdtemp(path.join(os.tmpdir(), 'o8-git-test-'));
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is cloned without credentials, and not pushed to', async () => {
    await server.commit({ repository: 'a/b', files: { 'x/y.txt': 'one' } });
    await run('git', ['clone', '-q', `${server.url}/a/b.git`, folder]);
    await expect(readFile(path.join(folder, 'x/y.txt'), 'utf8')).resolves.toBe(
      'one',
    );
    await expect(
      run('git', ['-C', folder, 'push', 'origin', 'HEAD:other'], {
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
      }),
    ).rejects.toThrow(/could not read Username|401/);
  });
});
