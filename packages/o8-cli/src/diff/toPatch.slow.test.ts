import * as fc from 'fast-check';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commitAll, createFolder, readTree, runGit } from '../__testUtils__';
import type { ComparedUpgrade } from './comparePlace';
import { toPatch } from './toPatch';

/** Lines that look like parts of a patch, of a file of Windows, or like nothing. */
const line = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'a',
    'b',
    '\tc',
    '-- d',
    '++ e',
    '@@ -1 +1 @@',
    'diff --git a/x b/x',
    '\\ No newline at end of file',
    'w\r',
    '\u{1f469}\u200d\u{1f680}',
    '\ufefff',
    'form\ffeed',
    '<<<<<<< this repository',
  ),
  fc.string({ maxLength: 8 }).map(text => text.replace(/[\n\0]/g, '')),
);
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, ends]) => lines.join('\n') + (ends ? '\n' : ''));

/** A text and one with some other lines. */
const pair = fc.oneof(
  fc.tuple(text, text),
  fc
    .tuple(text, fc.array(fc.tuple(fc.nat(30), line), { maxLength: 4 }))
    .map(([before, edits]): [string, string] => {
      const lines = before.split('\n');
      edits.forEach(([at, other]) =>
        lines.splice(Math.min(at, lines.length), at % 2, other),
      );
      return [before, lines.join('\n')];
    }),
);
const side = fc.option(fc.constant(null), { nil: undefined, freq: 5 });
const mode = fc.constantFrom<ComparedUpgrade['mode']>(
  undefined,
  { from: '100644', to: '100755' },
  { from: '100755', to: '100644' },
);
const change = fc
  .record({ pair, isNew: side, isGone: side, mode })
  .map(({ pair: [current, content], isNew, isGone, ...rest }) => ({
    current: isNew === null ? undefined : current,
    content: isGone === null ? undefined : content,
    mode: isNew === null || isGone === null ? undefined : rest.mode,
  }))
  .filter(
    ({ current, content }) => current !== undefined || content !== undefined,
  );

const NAMES = ['a.txt', 'deploy/ö b.yaml', 'x/y "z".md'];

/** What git would run, sorted. */
function listExecutables(folder: string): string[] {
  return runGit(folder, 'ls-files --stage -z')
    .split('\0')
    .filter(entry => entry.startsWith('100755 '))
    .map(entry => entry.slice(entry.indexOf('\t') + 1))
    .sort();
}

describe('the patch of an upgrade', () => {
  it('is what git applies, whatever the texts are', () => {
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 8, maxLength: 12 }),
        changes => {
          const folder = createFolder({ 'there.txt': 'x\n' });
          const files = changes.map((each, index): ComparedUpgrade => {
            const at = `${index}/${NAMES[index % NAMES.length]}`;
            return { path: at, action: 'replace', ...each };
          });
          for (const { path: at, current, mode: modes } of files) {
            if (current !== undefined) {
              const file = path.join(folder, at);
              mkdirSync(path.dirname(file), { recursive: true });
              writeFileSync(file, current, {
                mode: modes?.from === '100755' ? 0o755 : 0o644,
              });
            }
          }
          commitAll(folder);
          const patch = files.map(toPatch).join('');
          if (patch) {
            runGit(folder, 'apply --index --whitespace=nowarn', patch);
          }
          const tree = readTree(folder);
          for (const { path: at, content } of files) {
            expect([at, tree[at]]).toEqual([at, content]);
          }
          const run = files.filter(({ mode: modes }) => modes?.to === '100755');
          expect(listExecutables(folder)).toEqual(
            run.map(({ path: at }) => at).sort(),
          );
        },
      ),
      { numRuns: 40, seed: 7 },
    );
  });
});
