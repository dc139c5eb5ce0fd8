import { createMockDirectory } from '@backstage/backend-test-utils';
import { chmod, stat, symlink } from 'node:fs/promises';
import { copyFolder, isFolder } from './copyFolder';

describe('copyFolder', () => {
  const directory = createMockDirectory();
  const copy = () =>
    copyFolder(directory.resolve('from'), directory.resolve('to'));

  it('copies files as they are, and no repository', async () => {
    const binary = Buffer.from([0, 255, 10, 128]);
    directory.setContent({
      from: {
        'run.sh': '#!/bin/sh\n',
        assets: { 'logo.png': binary },
        '.git': { config: '[core]\n\tfsmonitor = evil\n' },
        nested: { '.GIT': { config: '' }, a: 'b' },
        '.gitignore': 'dist\n',
      },
    });
    await chmod(directory.resolve('from/run.sh'), 0o755);
    await copy();
    const { to } = directory.content({
      shouldReadAsText: path => !path.endsWith('.png'),
    }) as { to: object };
    expect(to).toEqual({
      'run.sh': '#!/bin/sh\n',
      assets: { 'logo.png': binary },
      nested: { a: 'b' },
      '.gitignore': 'dist\n',
    });
    const { mode } = await stat(directory.resolve('to/run.sh'));
    expect(mode % 0o1000).toBe(0o755);
  });

  it.each(['from/etc', 'from/a/link'])('refuses the symlink %s', async link => {
    directory.setContent({ from: { a: { b: 'c' } } });
    await symlink('/etc/hostname', directory.resolve(link));
    await expect(copy()).rejects.toMatchObject({
      name: 'InputError',
      message: `"${link.slice(
        'from/'.length,
      )}" of the workspace is no file: symlinks are not published, remove it from the template`,
    });
  });

  it('knows a folder from a file, a symlink and nothing', async () => {
    directory.setContent({ folder: {}, file: '' });
    await symlink(directory.resolve('folder'), directory.resolve('link'));
    await expect(isFolder(directory.resolve('folder'))).resolves.toBe(true);
    for (const name of ['file', 'link', 'absent']) {
      await expect(isFolder(directory.resolve(name))).resolves.toBe(false);
    }
  });
});
