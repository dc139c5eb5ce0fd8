import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createFolder } from '../__testUtils__';
import { MAX_FILE_BYTES, readText } from './readText';

describe('readText', () => {
  it('reads UTF-8 text up to its limit', async () => {
    const large = 'x'.repeat(MAX_FILE_BYTES);
    const folder = createFolder({ small: 'größe\n', large, empty: '' });
    const read = (name: string) => readText(path.join(folder, name));
    expect(await read('small')).toEqual({ ok: true, value: 'größe\n' });
    expect(await read('large')).toEqual({ ok: true, value: large });
    expect(await read('empty')).toEqual({ ok: true, value: '' });
  });

  it.each([
    ['missing', 'cannot be read: it does not exist'],
    ['folder', 'is not a file'],
    ['large', 'is larger than 1 MiB'],
    ['bytes', 'is not UTF-8 text'],
    ['link', 'is a symbolic link, and these are not followed'],
    ['dangling', 'is a symbolic link, and these are not followed'],
    ['small/below', 'cannot be read: a part of the path is not a folder'],
    ['pipe', 'is not a file'],
  ])('refuses %s', async (name, reason) => {
    const folder = createFolder({
      small: 'x',
      large: 'x'.repeat(MAX_FILE_BYTES + 1),
    });
    mkdirSync(path.join(folder, 'folder'));
    writeFileSync(path.join(folder, 'bytes'), Buffer.from([0xff, 0xfe, 0x00]));
    symlinkSync('small', path.join(folder, 'link'));
    symlinkSync('nowhere', path.join(folder, 'dangling'));
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    expect(await readText(path.join(folder, name))).toEqual({
      ok: false,
      reason,
    });
  });
});
