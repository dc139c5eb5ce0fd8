import type { RenderedFile } from '@orchestr8/o8-blueprint';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import fsPromises from 'node:fs/promises';
import path from 'node:path';
import { createFolder, readTree } from '../__testUtils__';
import { writeTree } from './writeTree';

const file = (at: string, content = at): RenderedFile => ({
  path: at,
  content,
  mode: '100644',
});

const { rename, writeFile } = fsPromises;

function failAt(method: 'rename' | 'writeFile', nth: number, code: string) {
  let count = 0;
  const real = { rename, writeFile }[method] as (
    ...args: unknown[]
  ) => Promise<void>;
  jest.spyOn(fsPromises, method).mockImplementation((...args: unknown[]) => {
    count += 1;
    return count === nth
      ? Promise.reject(Object.assign(new Error(code), { code }))
      : real(...args);
  });
}

describe('writeTree', () => {
  afterEach(() => jest.restoreAllMocks());

  it('makes a folder that is not there by one move', async () => {
    const moves = jest.spyOn(fsPromises, 'rename');
    const base = createFolder();
    const files = [file('a/b/c'), file('a/d'), file('e')];
    await writeTree(path.join(base, 'new/deep'), files);
    expect(readTree(base)).toEqual({
      'new/deep/a/b/c': 'a/b/c',
      'new/deep/a/d': 'a/d',
      'new/deep/e': 'e',
    });
    expect(moves).toHaveBeenCalledTimes(1);
  });

  it('writes beside what is there, and over what is to be replaced', async () => {
    const base = createFolder({ 'a/mine': 'mine', 'a/old': 'old', top: 'top' });
    await writeTree(base, [
      file('a/old'),
      file('a/new'),
      file('b/c'),
      file('b/d'),
    ]);
    expect(readTree(base)).toEqual({
      'a/mine': 'mine',
      'a/new': 'a/new',
      'a/old': 'a/old',
      'b/c': 'b/c',
      'b/d': 'b/d',
      top: 'top',
    });
  });

  it('keeps which files can be run', async () => {
    const base = createFolder();
    await writeTree(base, [{ ...file('run'), mode: '100755' }, file('read')]);
    const isExecutable = (name: string) =>
      (statSync(path.join(base, name)).mode & 0o100) !== 0;
    expect([isExecutable('run'), isExecutable('read')]).toEqual([true, false]);
  });

  const BEFORE = { 'a/one': 'old one', 'a/two': 'old two', mine: 'mine' };
  const FILES = [file('a/one'), file('a/two'), file('b/three'), file('four')];
  // One move for each new one, two for each that is replaced.
  it.each([1, 2, 3, 4, 5, 6])(
    'takes everything back when move %d fails',
    async nth => {
      const base = createFolder(BEFORE);
      failAt('rename', nth, 'EIO');
      await expect(writeTree(base, FILES)).rejects.toThrow('EIO');
      expect(readTree(base)).toEqual(BEFORE);
      expect(readdirSync(base).sort()).toEqual(['a', 'mine']);
    },
  );

  it.each([1, 3])(
    'touches nothing when the disk is full at file %d',
    async nth => {
      const base = createFolder(BEFORE);
      failAt('writeFile', nth, 'ENOSPC');
      const moves = jest.spyOn(fsPromises, 'rename');
      await expect(writeTree(base, FILES)).rejects.toThrow('ENOSPC');
      await expect(
        writeTree(path.join(base, 'x/y'), [file('../z')]),
      ).rejects.toThrow('is not a path below');
      expect(moves).not.toHaveBeenCalled();
      expect(readTree(base)).toEqual(BEFORE);
    },
  );

  it('never moves a folder away', async () => {
    const base = createFolder({ 'a/mine': 'mine' });
    mkdirSync(path.join(base, 'empty'));
    await expect(writeTree(base, [file('new'), file('a')])).rejects.toThrow(
      'is not a file',
    );
    expect(readTree(base)).toEqual({ 'a/mine': 'mine', empty: null });
  });
});
