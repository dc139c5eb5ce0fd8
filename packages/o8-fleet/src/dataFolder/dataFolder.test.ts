import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDataDir } from '../__testUtils__';
import { loadTokens } from './loadTokens';
import { readIfPresent } from './readIfPresent';
import { createDataFolder, writePrivateFile } from './writePrivateFile';

describe('the data folder', () => {
  const dataDir = createDataDir();

  it('is closed to others, and may be there already', async () => {
    const folder = path.join(dataDir, 'a', 'b');
    await createDataFolder(folder);
    await createDataFolder(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('replaces files as a whole and leaves nothing behind', async () => {
    const folder = path.join(dataDir, 'files');
    await mkdir(folder);
    const file = path.join(folder, 'x');
    await writeFile(file, 'old', { mode: 0o644 });
    await writePrivateFile(file, 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['x']);
  });

  it('reads what is there, and does not hide what went wrong', async () => {
    expect(await readIfPresent(path.join(dataDir, 'none'))).toBeUndefined();
    await expect(readIfPresent(dataDir)).rejects.toThrow('EISDIR');
  });

  it('makes tokens once', async () => {
    const first = await loadTokens(dataDir);
    expect(new Set(Object.values(first)).size).toBe(7);
    expect(await loadTokens(dataDir)).toEqual(first);
    const file = path.join(dataDir, 'reader.token');
    expect(await readFile(file, 'utf8')).toBe(first.reader);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await writeFile(file, '');
    const { reader, admin } = await loadTokens(dataDir);
    expect(reader).toMatch(/^[\w-]{43}$/);
    expect(reader).not.toBe(first.reader);
    expect(admin).toBe(first.admin);
  });
});
