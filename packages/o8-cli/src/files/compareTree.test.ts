import type { RenderedFile } from '@orchestr8/o8-blueprint';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { createFolder } from '../__testUtils__';
import { compareTree, resolveBelow } from './compareTree';

const file = (at: string, content = 'x'): RenderedFile => ({
  path: at,
  content,
  mode: '100644',
});

async function compare(folder: string, files: RenderedFile[]) {
  const compared = await compareTree(folder, files);
  return Object.fromEntries(compared.map(each => [each.path, each.state]));
}

describe('compareTree', () => {
  it('says what is where each file would be', async () => {
    const outside = createFolder({ f: 'x' });
    const folder = createFolder({
      'a/equal': 'x',
      'a/other': 'y',
      'a/longer': 'xx',
      'a/run': 'x',
      leaf: 'x',
    });
    chmodSync(path.join(folder, 'a/run'), 0o755);
    mkdirSync(path.join(folder, 'a/folder'));
    symlinkSync(outside, path.join(folder, 'linked'));
    symlinkSync(path.join(outside, 'f'), path.join(folder, 'link'));
    const paths =
      'a/equal a/other a/longer a/run a/folder a/new b/c/new leaf/below leaf/d/e linked/f linked/g/h link';
    expect(
      await compare(
        folder,
        paths.split(' ').map(at => file(at)),
      ),
    ).toEqual({
      'a/equal': 'equal',
      'a/other': 'different',
      'a/longer': 'different',
      'a/run': 'different',
      'a/folder': 'blocked',
      'a/new': 'new',
      'b/c/new': 'new',
      'leaf/below': 'blocked',
      'leaf/d/e': 'blocked',
      'linked/f': 'blocked',
      'linked/g/h': 'blocked',
      link: 'blocked',
    });
  });

  it('compares bytes, not characters', async () => {
    const folder = createFolder({ f: '\ufeffx' });
    expect(await compare(folder, [file('f', 'x')])).toEqual({ f: 'different' });
  });

  it('knows a folder that is not there, is a file, or is a link', async () => {
    const folder = createFolder({ file: 'x' });
    symlinkSync('.', path.join(folder, 'link'));
    const at = (name: string) => compare(path.join(folder, name), [file('f')]);
    expect(await at('nowhere/deep')).toEqual({ f: 'new' });
    expect(await at('file')).toEqual({ f: 'blocked' });
    expect(await at('link')).toEqual({ f: 'blocked' });
  });
});

describe('resolveBelow', () => {
  it.each([
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a//b',
    './a',
    '',
    'a/.git/hooks/post-checkout',
    '.git',
    'a\\..\\b',
    'a\0b',
  ])('refuses %j', at => {
    expect(() => resolveBelow('/out', at)).toThrow('is not a path below');
  });

  it('takes the paths of repositories', () => {
    expect(resolveBelow('/out', '.o8/lock.json')).toBe(
      path.join('/out', '.o8/lock.json'),
    );
  });
});
