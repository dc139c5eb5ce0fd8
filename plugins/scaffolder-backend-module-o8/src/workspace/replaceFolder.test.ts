import { createMockDirectory } from '@backstage/backend-test-utils';
import { symlink } from 'node:fs/promises';
import { replaceFolder } from './replaceFolder';
import { withFolder } from './withFolder';

describe('replaceFolder', () => {
  const directory = createMockDirectory();

  it('leaves nothing of a former attempt', async () => {
    directory.setContent({
      workspace: { module: { 'a.txt': 'x' }, other: { 'b.txt': 'y' } },
    });
    await replaceFolder({
      workspacePath: directory.resolve('workspace'),
      folder: 'module',
      files: [{ path: 'c.txt', content: 'new' }],
    });
    expect(directory.content()).toEqual({
      workspace: { module: { 'c.txt': 'new' }, other: { 'b.txt': 'y' } },
    });
  });

  it('does not write through a symlink to the outside', async () => {
    directory.setContent({ workspace: {}, outside: { 'keep.txt': 'me' } });
    await symlink(
      directory.resolve('outside'),
      directory.resolve('workspace/module'),
    );
    await expect(
      replaceFolder({
        workspacePath: directory.resolve('workspace'),
        folder: 'module',
        files: [{ path: 'o8.yaml', content: 'new' }],
      }),
    ).rejects.toThrow(/not allowed|outside/i);
    expect(directory.content({ path: 'outside' })).toEqual({
      'keep.txt': 'me',
    });
  });
});

describe('withFolder', () => {
  it('removes its folder, also after an error', async () => {
    const directory = createMockDirectory();
    let used = '';
    await expect(
      withFolder(async folder => {
        used = folder;
        throw new Error('it failed');
      }),
    ).rejects.toThrow('it failed');
    expect(used).not.toBe('');
    expect(used).not.toBe(directory.path);
    expect(() => directory.content({ path: used })).toThrow();
  });
});
