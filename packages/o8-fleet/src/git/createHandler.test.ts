import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createDataDir } from '../__testUtils__';
import { commit, fetchRaw, runGit, TestHost } from './__testUtils__';

jest.setTimeout(60_000);

const RECEIVE = 'application/x-git-receive-pack-request';

describe('what a git host answers', () => {
  const dataDir = createDataDir();
  let test: TestHost;
  let folder: string;
  beforeAll(async () => {
    test = await TestHost.start(dataDir);
    folder = await test.push('modules/site', { 'a.txt': 'one\n' });
    await writeFile(path.join(dataDir, 'git', 'secret.txt'), 'secret');
    await writeFile(path.join(dataDir, 'secret.txt'), 'secret');
  });
  afterAll(() => test.close());

  it.each([
    '/..%2fsecret.txt',
    '/modules/..%2f..%2fsecret.txt',
    '/modules/%2e%2e/%2e%2e/secret.txt',
    '/modules/../../secret.txt',
    '/modules/site.git/HEAD/../../../../secret.txt',
    '/modules/site/raw/main/..%2f..%2fsecret.txt',
    '/modules/site/raw/main/%2e%2e/secret.txt',
    '/modules/site/raw/main/a.txt%00',
    '/modules/site%00.git/info/refs?service=git-upload-pack',
    '/modules/..%5c..%5csecret.txt/raw',
    '/modules/site/raw/main/%ff',
    '/modules/site/raw/main/%',
    '//modules/site',
    '/modules//site',
    'http://127.0.0.1/modules/site',
    '*',
  ])('refuses the path %s', async target => {
    const { status, text } = await test.get(target);
    expect(status).toBe(400);
    expect(text).not.toContain('secret\n');
  });

  it.each([
    '/modules/..%252fsite',
    '/modules/..%252f..%252fsecret.txt/raw/main/x',
    '/modules/-site/raw/main/a.txt',
    '/.new-x/site',
    '/modules/site.git/config',
    '/modules/site.git/HEAD',
    '/modules/site.git/objects/info/packs',
    '/modules/site.git/info/refs',
    '/modules/site.git/info/refs?service=git-upload-archive',
    '/modules/site.git.git/info/refs?service=git-upload-pack',
    '/modules/none.git/info/refs?service=git-upload-pack',
    '/modules/.git/info/refs?service=git-upload-pack',
    '/modules/site/raw/main/none.txt',
    '/modules/site/raw/none/a.txt',
    '/modules/site/toString',
    '/modules/site/raw',
    '/modules',
    '/secret.txt',
  ])('has nothing at %s', async target => {
    const { status, text } = await test.get(target);
    expect(status).toBe(404);
    expect(text).not.toContain('secret\n');
  });

  it('follows no link out of its folder', async () => {
    const outside = path.join(dataDir, 'outside');
    await mkdir(outside);
    await runGit(outside, ['init', '--bare', 'other.git']);
    const inside = path.join(dataDir, 'git');
    await symlink(outside, path.join(inside, 'linked'));
    const other = path.join(outside, 'other.git');
    await symlink(other, path.join(inside, 'modules', 'other.git'));
    for (const repository of ['linked/other', 'linked/new', 'modules/other']) {
      expect((await test.get(`/${repository}`)).status).toBe(404);
      const { status } = await test.get(
        `/${repository}.git/info/refs?service=git-receive-pack`,
        test.authorization(),
      );
      expect(status).toBe(404);
    }
    expect(await readdir(outside)).toEqual(['other.git']);
    expect((await test.get('/')).text).not.toContain('linked');
  });

  it('answers only to names of this machine', async () => {
    for (const host of ['evil.example', 'evil.example:7444']) {
      const { status, text } = await test.get('/', { host });
      expect([status, text]).toEqual([
        403,
        'The Host header is not that of this machine\n',
      ]);
    }
    const origin = 'https://evil.example';
    expect((await test.get('/', { origin })).status).toBe(403);
    expect((await test.get('/', { host: 'localhost:1' })).status).toBe(200);
  });

  it('listens on 127.0.0.1 only', async () => {
    const canConnect = (host: string) =>
      new Promise<boolean>(resolve => {
        const socket = net.connect({ host, port: test.host.port });
        socket.once('connect', () => {
          socket.destroy();
          resolve(true);
        });
        socket.once('error', () => resolve(false));
      });
    expect(await canConnect('127.0.0.1')).toBe(true);
    expect(await canConnect('::1')).toBe(false);
    expect(await canConnect('127.0.0.2')).toBe(false);
  });

  it('asks for the password, and reads no body of those who lack it', async () => {
    const answer = await fetchRaw({
      port: test.host.port,
      target: '/modules/site.git/git-receive-pack',
      method: 'POST',
      headers: { ...test.authorization('wrong'), 'content-type': RECEIVE },
      body: Buffer.alloc(1_000_000),
    });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/);
    expect(answer.headers.connection).toBe('close');
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'POST'])('refuses %s', async method => {
    const { port } = test.host;
    const answer = await fetchRaw({ port, method, target: '/modules/site' });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('GET, HEAD');
  });

  it('refuses bodies that are no push', async () => {
    const post = (
      body: string | Buffer,
      headers: Record<string, string> = {},
    ) =>
      fetchRaw({
        port: test.host.port,
        target: '/modules/site.git/git-receive-pack',
        method: 'POST',
        headers: {
          ...test.authorization(),
          'content-type': RECEIVE,
          ...headers,
        },
        body,
      });
    expect((await post('hello')).status).toBe(400);
    expect((await post('')).status).toBe(400);
    expect((await post('x', { 'content-encoding': 'br' })).status).toBe(400);
    const packed = await post('x', { 'content-encoding': 'gzip' });
    expect(packed.status).toBe(400);
    // What git sends to see whether it may push: nothing.
    expect((await post('0000')).status).toBe(200);
    const gzip = { 'content-encoding': 'gzip' };
    expect((await post(gzipSync('0000'), gzip)).status).toBe(200);
    const type = { 'content-type': 'text/plain' };
    expect((await post('0000', type)).status).toBe(415);
    expect(test.pushes).toEqual(['modules/site']);
  });

  it('ends the work for a client that goes away', async () => {
    const { port } = test.host;
    const socket = net.connect({ host: '127.0.0.1', port });
    const { authorization } = test.authorization();
    const zero = '0'.repeat(40);
    const command = `${zero} ${'1'.repeat(40)} refs/heads/gone\0`;
    const line = (command.length + 4).toString(16).padStart(4, '0') + command;
    const chunk = `${line}0000PACK`;
    socket.write(
      [
        'POST /modules/site.git/git-receive-pack HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        `Authorization: ${authorization}`,
        `Content-Type: ${RECEIVE}`,
        'Content-Length: 100000',
        '',
        chunk,
      ].join('\r\n'),
    );
    await until(() => test.host.runningGits > 0);
    // It waits for the rest, and would for ever.
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(test.host.runningGits).toBeGreaterThan(0);
    socket.destroy();
    await until(() => test.host.runningGits === 0);
    expect(test.lines).toEqual([]);
    await commit(folder, { 'a.txt': 'two\n' }, 'Second');
    await runGit(folder, ['push']);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
