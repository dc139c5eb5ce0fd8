import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { commitAll, createFolder, readTree, runGit } from '../__testUtils__';
import type { ComparedUpgrade } from './comparePlace';
import { toPatch } from './toPatch';

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index}\n`).join('');

const FILES: ComparedUpgrade[] = [
  { path: 'a/new.txt', action: 'create', content: 'one\ntwo' },
  { path: 'b.txt', action: 'delete', current: 'gone\n' },
  {
    path: 'c.txt',
    action: 'replace',
    current: lines(30),
    content: lines(30).replace('line 3\n', '').replace('line 25', '\tline'),
  },
  { path: 'd.txt', action: 'merge', current: 'no end', content: 'no end\n' },
  {
    path: 'run.sh',
    action: 'unchanged',
    current: 'x\n',
    content: 'x\n',
    mode: { from: '100644', to: '100755' },
  },
  { path: 'same.txt', action: 'unchanged', current: 'x\n', content: 'x\n' },
];

describe('toPatch', () => {
  it('is what git applies: all files at once', () => {
    const folder = createFolder();
    for (const { path: at, current } of FILES) {
      if (current !== undefined) {
        writeFileSync(path.join(folder, at), current);
      }
    }
    commitAll(folder);
    runGit(folder, 'apply --index', FILES.map(toPatch).join(''));
    const tree = readTree(folder);
    for (const { path: at, content } of FILES) {
      expect([at, tree[at]]).toEqual([at, content]);
    }
    expect(runGit(folder, 'ls-files --stage run.sh')).toMatch(/^100755 /);
  });

  it.each([
    ['with an end', '\n', '\n'],
    ['without an end', '', ''],
    ['with an end, and then without', '\n', ''],
  ])('of texts that have nothing in common is applied %s', (_, from, to) => {
    const text = (sign: string, end: string) =>
      Array.from({ length: 600 }, (__, at) => `${sign} ${at}`).join('\n') + end;
    const current = text('-', from);
    const content = text('+', to);
    const folder = createFolder({ f: current });
    commitAll(folder);
    const patch = toPatch({ path: 'f', action: 'replace', current, content });
    expect(patch.match(/^@@ .*$/gm)).toEqual(['@@ -1,600 +1,600 @@']);
    runGit(folder, 'apply', patch);
    expect(readTree(folder).f).toBe(content);
  });

  it('has three lines around each change, and none of what stays', () => {
    const patch = toPatch(FILES[2]);
    expect(patch.match(/^@@ .*$/gm)).toEqual([
      '@@ -1,7 +1,6 @@',
      '@@ -23,7 +22,7 @@',
    ]);
    expect(toPatch(FILES[5])).toBe('');
  });
});
