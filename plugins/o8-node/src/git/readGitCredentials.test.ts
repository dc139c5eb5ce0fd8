import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import {
  findGitCredentials,
  isBelow,
  readGitCredentials,
  readToken,
} from './readGitCredentials';

const read = (git: unknown) =>
  readGitCredentials(new ConfigReader({ o8: { git: git as never } }));

function catchError(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('readGitCredentials', () => {
  it('reads nothing where nothing is configured', () => {
    expect(readGitCredentials(new ConfigReader({}))).toEqual([]);
  });

  it('reads entries with their defaults', () => {
    expect(
      read([
        { url: 'https://github.com/acme', token: 'a' },
        { url: 'http://127.0.0.1:7444', username: 'o8', tokenFile: 'f' },
      ]),
    ).toEqual([
      { url: 'https://github.com/acme', username: 'git', token: 'a' },
      { url: 'http://127.0.0.1:7444', username: 'o8', tokenFile: 'f' },
    ]);
  });

  it('names everything that is wrong, and repeats no value', () => {
    const error = catchError(() =>
      read([
        { url: 'https://me:s3cret@github.com', token: 's3cret' },
        { url: 'ssh://github.com', token: 's3cret', tokenFile: 's3cret' },
        { url: 'https://gitlab.com', token: 's3cret\n', password: 's3cret' },
        { url: 'https://gitea.example?s3cret' },
      ]),
    );
    expect(error.name).toBe('InputError');
    expect(error.message.split('\n').slice(1)).toEqual([
      '  o8.git[0].url: must not contain credentials: they belong to "token" or "tokenFile"',
      '  o8.git[1].url: must be a URL such as https://github.com/acme',
      '  o8.git[1]: needs one of "token" and "tokenFile"',
      '  o8.git[2].token: must be one line of text',
      '  o8.git[2].password: is not a known key',
      '  o8.git[3].url: must not have a query or a fragment',
      '  o8.git[3]: needs one of "token" and "tokenFile"',
    ]);
    expect(error.message).not.toContain('s3cret');
  });

  it('refuses two entries for the same', () => {
    expect(() =>
      read([
        { url: 'https://github.com/acme', token: 'a' },
        { url: 'https://GITHUB.com:443/acme/', token: 'b' },
      ]),
    ).toThrow('o8.git[1].url: is the same as o8.git[0].url');
  });
});

describe('findGitCredentials', () => {
  const [host, acme, other] = [
    { url: 'https://github.com', username: 'a', token: '1' },
    { url: 'https://github.com/acme/', username: 'b', token: '2' },
    { url: 'http://127.0.0.1:7444', username: 'c', token: '3' },
  ];

  it.each([
    ['https://github.com/acme/billing.git', acme],
    ['https://github.com/acme-evil/billing.git', host],
    ['https://github.com/x/acme/billing.git', host],
    ['http://github.com/acme/billing.git', undefined],
    ['https://github.com.evil.example/acme/x.git', undefined],
    ['https://github.com:8443/acme/x.git', undefined],
    ['http://127.0.0.1:7444/modules/x.git', other],
    ['http://127.0.0.1:74440/modules/x.git', undefined],
    ['not a URL', undefined],
  ])('finds those for %s', (url, expected) => {
    expect(findGitCredentials([host, acme, other], url)).toBe(expected);
  });
});

describe('isBelow', () => {
  it('compares whole parts of the path, after dots are resolved', () => {
    const base = 'https://h/acme';
    expect(isBelow('https://h/acme', base)).toBe(true);
    expect(isBelow('https://h/acme/x', base)).toBe(true);
    expect(isBelow('https://h/acme/../x', base)).toBe(false);
    expect(isBelow('https://h/acmex', base)).toBe(false);
    expect(isBelow('https://h/', base)).toBe(false);
  });
});

describe('readToken', () => {
  const entry = { url: 'https://h', username: 'u' };
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'o8-token-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives the token, or what its file contains now', async () => {
    const tokenFile = join(folder, 'token');
    await expect(readToken({ ...entry, token: 'a' })).resolves.toBe('a');
    for (const token of ['b', 'c']) {
      writeFileSync(tokenFile, `${token}\n`);
      await expect(readToken({ ...entry, tokenFile })).resolves.toBe(token);
    }
  });

  it.each(['', '\n', 'a\nb\n'])('refuses a file with %j', async content => {
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, content);
    await expect(readToken({ ...entry, tokenFile })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('it must contain one line'),
    });
  });

  it('says why a file cannot be read', async () => {
    await expect(readToken({ ...entry, tokenFile: folder })).rejects.toThrow(
      'cannot be read from the "tokenFile" of "o8.git": EISDIR',
    );
  });
});
