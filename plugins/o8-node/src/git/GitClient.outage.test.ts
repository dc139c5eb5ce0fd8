import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commitFiles,
  createZone,
  startGitServer,
  type GitServer,
} from './__testUtils__';
import { createGitService } from './GitService';

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('GitClient and servers that do not answer', () => {
  let server: GitServer;
  let folder: string;
  let url: string;

  beforeEach(async () => {
    server = await startGitServer({ username: 'o8', token: 's3cret' });
    folder = mkdtempSync(join(tmpdir(), 'o8-outage-'));
    url = `${server.url}/modules/billing.git`;
    commitFiles(server.createRepository('modules/billing'), { a: 'a' });
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  const connect = (
    options: { timeoutMs?: number; signal?: AbortSignal } = {},
  ) =>
    createGitService({
      credentials: [{ url: server.url, username: 'o8', token: 's3cret' }],
      timeoutMs: options.timeoutMs,
    }).connect(createZone(server.url), { signal: options.signal });

  it('says that a server fails', async () => {
    server.behaviour = 'fails';
    const { host } = new URL(server.url);
    await expect(connect().listRefs(url)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        `The git server ${host} cannot be reached: .*500`,
      ),
    });
  });

  it('says that nothing listens', async () => {
    const remote = connect();
    await server.close();
    await expect(remote.listRefs(url)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('cannot be reached'),
    });
  });

  it('says that a server does not answer in time', async () => {
    server.behaviour = 'hangs';
    await expect(
      connect({ timeoutMs: 400 }).listRefs(url),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'no answer to git ls-remote within 0.4 s',
      ),
    });
  });

  it('stops when it is aborted, and leaves no half of a clone', async () => {
    server.behaviour = 'hangs';
    const controller = new AbortController();
    const remote = connect({ signal: controller.signal });
    const directory = join(folder, 'clone');
    const clone = remote
      .clone({ url, directory, branch: 'main' })
      .catch(reason => reason);
    while (server.requests.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    controller.abort(new Error('enough'));
    await expect(clone).resolves.toMatchObject({ message: 'enough' });
    expect(readdirSync(directory)).toEqual([]);
    await expect(remote.listRefs(url)).rejects.toThrow('enough');
  });

  it('asks for credentials where reading needs them', async () => {
    server.behaviour = 'private';
    await expect(connect().listRefs(url)).resolves.toHaveProperty('size', 1);
    const stranger = createGitService({ credentials: [] });
    await expect(
      stranger.connect(createZone(server.url)).listRefs(url),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
  });

  it('follows no redirect', async () => {
    server.behaviour = 'redirects';
    await expect(connect().listRefs(url)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('redirects modules/billing'),
    });
    expect(server.requests).toHaveLength(1);
  });
});
