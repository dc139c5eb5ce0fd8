import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from './writeFiles';

describe('writeFiles', () => {
  let folder: string;
  let root: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'o8-write-'));
    root = join(folder, 'root');
    mkdirSync(root);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes files with their folders and modes', async () => {
    await writeFiles(root, [
      { path: 'a/b/c.txt', content: 'ünicode\n' },
      { path: '-x', content: '' },
      { path: 'run.sh', content: '#!/bin/sh\n', mode: '100755' },
    ]);
    expect(readFileSync(join(root, 'a/b/c.txt'), 'utf8')).toBe('ünicode\n');
    expect(readdirSync(root).sort()).toEqual(['-x', 'a', 'run.sh']);
    expect(statSync(join(root, 'run.sh')).mode % 0o10).toBe(0o5);
    expect(statSync(join(root, '-x')).mode % 0o10).toBe(0o4);
  });

  it('replaces what is there', async () => {
    const path = 'modules/billing/module.yaml';
    await writeFiles(root, [{ path, content: 'long content', mode: '100755' }]);
    await writeFiles(root, [{ path, content: 'short' }]);
    expect(readFileSync(join(root, path), 'utf8')).toBe('short');
    expect(readdirSync(join(root, 'modules/billing'))).toEqual(['module.yaml']);
    expect(statSync(join(root, path)).mode % 0o10).toBe(0o4);
  });

  it.each([
    '../out',
    'a/../../out',
    '/etc/passwd',
    'C:\\out',
    '..\\out',
    '.git/config',
    '.GIT/config',
    'sub/.Git/hooks/pre-commit',
    '.git',
    'git~1/config',
    '',
    'a//b',
    'a/',
    './a',
    'a\nb',
  ])('refuses %j, and then writes nothing', async path => {
    await expect(
      writeFiles(root, [
        { path: 'well', content: 'x' },
        { path, content: 'x' },
      ]),
    ).rejects.toMatchObject({ name: 'InputError' });
    expect(readdirSync(root)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['root']);
  });

  it('refuses the same path twice', async () => {
    const file = { path: 'a', content: 'x' };
    await expect(writeFiles(root, [file, file])).rejects.toThrow(
      'The path "a" is there twice',
    );
    expect(readdirSync(root)).toEqual([]);
  });

  it('writes through no symlink, wherever it leads', async () => {
    const outside = join(folder, 'outside');
    mkdirSync(outside);
    mkdirSync(join(root, 'inside'));
    writeFileSync(join(outside, 'file'), 'untouched');
    symlinkSync(outside, join(root, 'out'));
    symlinkSync('inside', join(root, 'in'));
    symlinkSync(join(outside, 'file'), join(root, 'leaf'));
    symlinkSync(join(outside, 'new'), join(root, 'dangling'));
    for (const path of [
      'out/file',
      'out/new/file',
      'in/file',
      'leaf',
      'dangling',
    ]) {
      await expect(
        writeFiles(root, [
          { path: 'well', content: 'x' },
          { path, content: 'x' },
        ]),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/is not a (file|folder)$/),
      });
    }
    expect(readdirSync(outside)).toEqual(['file']);
    expect(readFileSync(join(outside, 'file'), 'utf8')).toBe('untouched');
    expect(readdirSync(join(root, 'inside'))).toEqual([]);
    expect(existsSync(join(root, 'well'))).toBe(false);
  });

  it('refuses a folder where a file should be, and the other way round', async () => {
    await writeFiles(root, [{ path: 'a/b', content: 'x' }]);
    for (const path of ['a', 'a/b/c']) {
      await expect(
        writeFiles(root, [{ path, content: 'x' }]),
      ).rejects.toMatchObject({ name: 'InputError' });
    }
  });

  it('works in a directory that is reached through a symlink', async () => {
    symlinkSync(root, join(folder, 'link'));
    await writeFiles(join(folder, 'link'), [{ path: 'a/b', content: 'x' }]);
    expect(readFileSync(join(root, 'a/b'), 'utf8')).toBe('x');
  });

  it('makes no directory to write into', async () => {
    await expect(
      writeFiles(join(folder, 'absent'), [{ path: 'a', content: 'x' }]),
    ).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
