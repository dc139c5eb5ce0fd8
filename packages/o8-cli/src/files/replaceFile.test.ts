import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createFolder, readTree } from '../__testUtils__';
import { replaceFile } from './replaceFile';

describe('replaceFile', () => {
  it('has the new content and the old rights, whatever the umask is', async () => {
    const folder = createFolder({ 'a.yaml': 'old' });
    const file = path.join(folder, 'a.yaml');
    chmodSync(file, 0o666);
    await replaceFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o666);
    expect(readTree(folder)).toEqual({ 'a.yaml': 'new' });
  });

  it('leaves nothing behind when it cannot be done', async () => {
    const folder = createFolder();
    const file = path.join(folder, 'full');
    mkdirSync(path.join(file, 'of'), { recursive: true });
    await expect(replaceFile(file, 'new')).rejects.toThrow();
    await expect(replaceFile(path.join(folder, 'none'), 'new')).rejects.toThrow(
      'ENOENT',
    );
    expect(Object.keys(readTree(folder))).toEqual(['full/of']);
  });
});
