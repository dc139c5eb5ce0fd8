import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseTarget } from '../Target';
import { isAuthorized } from './isAuthorized';
import { parseCgiHead } from './parseCgiHead';
import { parseSmartRequest } from './parseSmartRequest';
import { readCgiHead } from './readCgiHead';
import { parseCommands, readPushCommands } from './readPushCommands';

const OLD = '0'.repeat(40);
const NEW = 'a'.repeat(40);
const toLine = (line: string) =>
  (Buffer.byteLength(line) + 4).toString(16).padStart(4, '0') + line;
const PUSH = [
  toLine(`shallow ${NEW}`),
  toLine(`${OLD} ${NEW} refs/heads/main\0 report-status side-band-64k`),
  toLine(`${OLD} ${NEW} refs/heads/o8/é`),
  '0000',
].join('');

describe('parseCommands', () => {
  it('reads the refs of a push', () => {
    const refs = ['refs/heads/main', 'refs/heads/o8/é'];
    expect(parseCommands(Buffer.from(`${PUSH}PACK…`))).toEqual(refs);
    expect(parseCommands(Buffer.from('0000'))).toEqual([]);
  });

  it('waits for the rest at every place', () => {
    const bytes = Buffer.from(PUSH);
    for (let length = 0; length < bytes.length; length++) {
      expect(parseCommands(bytes.subarray(0, length))).toBe('incomplete');
    }
  });

  it.each(['hello', '0003', '0001', '-001', toLine('push-cert\0'), '0004'])(
    'knows that "%s" is no push',
    body => {
      expect(parseCommands(Buffer.from(body))).toBe('invalid');
    },
  );
});

describe('readPushCommands', () => {
  it('leaves the objects in the body', async () => {
    const parts = [PUSH.slice(0, 30), `${PUSH.slice(30)}PA`, 'CK'];
    const body = Readable.from(parts.map(part => Buffer.from(part)));
    const commands = await readPushCommands(body);
    expect(commands?.refs).toEqual(['refs/heads/main', 'refs/heads/o8/é']);
    expect(commands?.read.toString()).toBe(`${PUSH}PA`);
    expect(await text(body)).toBe('CK');
  });

  it('knows a body that ends too soon, breaks off, or has too many', async () => {
    const cut = Readable.from([Buffer.from(PUSH.slice(0, 30))]);
    expect(await readPushCommands(cut)).toBeUndefined();
    const broken = Readable.from(
      (async function* fail() {
        yield Buffer.from(PUSH.slice(0, 30));
        throw new Error('aborted');
      })(),
    );
    expect(await readPushCommands(broken)).toBeUndefined();
    const line = toLine(`${OLD} ${NEW} refs/heads/x`);
    const endless = Readable.from(
      Array.from({ length: 30 }, () => Buffer.from(line.repeat(1_000))),
    );
    expect(await readPushCommands(endless)).toBeUndefined();
  });
});

describe('the answer of a CGI program', () => {
  it('has a status and headers', () => {
    expect(
      parseCgiHead('Status: 404 Not Found\r\nContent-Type: text/plain\nX-Y:'),
    ).toEqual({
      status: 404,
      headers: [
        ['Content-Type', 'text/plain'],
        ['X-Y', ''],
      ],
    });
    expect(parseCgiHead('A: b').status).toBe(200);
    expect(() => parseCgiHead('fatal: oh')).not.toThrow();
    expect(() => parseCgiHead('it failed')).toThrow('no header: it failed');
  });

  it.each(['\r\n\r\n', '\n\n'])('ends its head with %j', async end => {
    const parts = ['A: ', `b${end}bo`, 'dy'];
    const stdout = Readable.from(
      parts.map(part => Buffer.from(part)),
      { objectMode: false },
    );
    expect((await readCgiHead(stdout)).headers).toEqual([['A', 'b']]);
    expect(await text(stdout)).toBe('body');
  });

  it('has an end', async () => {
    const toStdout = (...parts: string[]) =>
      Readable.from(
        parts.map(part => Buffer.from(part)),
        { objectMode: false },
      );
    await expect(readCgiHead(toStdout('A: b\n'))).rejects.toThrow(
      'ended without an answer',
    );
    await expect(readCgiHead(toStdout())).rejects.toThrow('without an answer');
    await expect(
      readCgiHead(toStdout('x'.repeat(20_000), 'y'.repeat(20_000))),
    ).rejects.toThrow('a head without an end');
  });
});

describe('isAuthorized', () => {
  const basic = (credentials: string) =>
    `Basic ${Buffer.from(credentials).toString('base64')}`;

  it('takes the user with the token', () => {
    expect(isAuthorized(basic('o8:secret'), 'secret')).toBe(true);
    expect(isAuthorized(basic('o8:secret').replace('B', 'b'), 'secret')).toBe(
      true,
    );
  });

  it.each([
    undefined,
    '',
    'Basic',
    'Basic !',
    'Bearer secret',
    basic('o8:'),
    basic('o8:secre'),
    basic('o8:secret '),
    basic('root:secret'),
    basic(':secret'),
    `${basic('o8:secret')} x`,
  ])('refuses %s', header => {
    expect(isAuthorized(header, 'secret')).toBe(false);
  });
});

describe('parseSmartRequest', () => {
  const parse = (request: string) => {
    const [method, url] = request.split(' ');
    return parseSmartRequest(method, parseTarget(url));
  };

  it.each([
    ['GET /a/b.git/info/refs?service=git-upload-pack', 'git-upload-pack', true],
    [
      'GET /a/b.git/info/refs?service=git-receive-pack',
      'git-receive-pack',
      true,
    ],
    ['POST /a/b.git/git-upload-pack', 'git-upload-pack', false],
    ['POST /a/b.git/git-receive-pack', 'git-receive-pack', false],
  ])('reads %s', (request, service, isAdvertisement) => {
    const repositoryPath = 'a/b';
    expect(parse(request)).toEqual({
      repositoryPath,
      service,
      isAdvertisement,
    });
  });

  it.each([
    'GET /a/b.git/git-upload-pack',
    'POST /a/b.git/info/refs?service=git-upload-pack',
    'HEAD /a/b.git/info/refs?service=git-upload-pack',
    'GET /a/b.git/info/refs?service=upload-pack',
    'GET /a/b/info/refs?service=git-upload-pack',
    'GET /b.git/info/refs?service=git-upload-pack',
    'GET /a/b/c.git/info/refs?service=git-upload-pack',
    'POST /a/b.git/git-upload-pack/x',
  ])('leaves %s to others', request => {
    expect(parse(request)).toBeUndefined();
  });
});
