import { chmodSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { createFolder } from '../__testUtils__';
import { readCurrent } from './readCurrent';

const read = (folder: string, ...paths: string[]) =>
  readCurrent({ folder, label: 'here', paths });

describe('readCurrent', () => {
  it('reads what is there, and whether it may be run', async () => {
    const folder = createFolder({ 'a/run.sh': 'x', 'b.txt': '' });
    chmodSync(path.join(folder, 'a/run.sh'), 0o755);
    expect(await read(folder, 'a/run.sh', 'b.txt', 'c.txt', 'd/e.txt')).toEqual(
      {
        files: [
          { path: 'a/run.sh', content: 'x', mode: '100755' },
          { path: 'b.txt', content: '', mode: '100644' },
        ],
        problems: [],
      },
    );
  });

  it('names what it does not read', async () => {
    const outside = createFolder({ 'secret.txt': 'x' });
    const folder = createFolder({
      'bin.dat': 'a\ufffd',
      file: 'x',
      'dir/x': '',
    });
    symlinkSync(outside, path.join(folder, 'link'));
    symlinkSync(path.join(outside, 'secret.txt'), path.join(folder, 'a.txt'));
    const { files, problems } = await read(
      folder,
      'link/secret.txt',
      'a.txt',
      'file/below.txt',
      'dir',
    );
    expect(files).toEqual([]);
    expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      expect.stringMatching(/^here\/link\/secret\.txt: .*a symbolic link$/),
      expect.stringMatching(/^here\/a\.txt: is a symbolic link/),
      expect.stringMatching(/^here\/file\/below\.txt: .*is not a folder/),
      'here/dir: is not a file',
    ]);
  });

  it.each(['../x', '/etc/hostname', 'a/../../x', '.git/config'])(
    'takes %s for a mistake',
    async at => {
      await expect(read(createFolder(), at)).rejects.toThrow(
        'is not a path below a folder',
      );
    },
  );
});
