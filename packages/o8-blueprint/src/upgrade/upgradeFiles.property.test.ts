import * as fc from 'fast-check';
import { blobId } from '../plan/planLock';
import { upgradeFiles } from './upgradeFiles';

const mode = '100644' as const;

/** Few different lines: they repeat, move and disappear. */
const line = fc.constantFrom('', 'a', 'b', 'c', '  d', 'é', '__proto__', 'a\r');
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([lines, ends]) => lines.join('\n') + (ends ? '\n' : ''));

/** A text with lines of the team between its own. */
const withOwn = (base: string) =>
  fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }).map(places => {
    const lines = base.split('\n');
    places.forEach((place, index) =>
      lines.splice(Math.min(place, lines.length), 0, `team ${index}`),
    );
    return lines.join('\n');
  });

function upgrade(sides: { base: string; mine: string; theirs: string }) {
  const { base, mine, theirs } = sides;
  const [file] = upgradeFiles({
    lock: { files: { f: { blob: blobId(base), mode } } },
    bases: new Map([[blobId(base), base]]),
    current: [{ path: 'f', content: mine, mode }],
    planned: [{ path: 'f', content: theirs, mode }],
  });
  return file;
}

const RUNS = { numRuns: 200, seed: 7 };

describe('an upgrade', () => {
  it('of what nobody has changed is exactly the plan', () => {
    fc.assert(
      fc.property(text, text, (base, theirs) => {
        const { content } = upgrade({ base, mine: base, theirs });
        expect(content).toBe(theirs);
      }),
      RUNS,
    );
  });

  it('to what was written before is exactly what is there', () => {
    fc.assert(
      fc.property(text, text, (base, mine) => {
        const { content } = upgrade({ base, mine, theirs: base });
        expect(content).toBe(mine);
      }),
      RUNS,
    );
  });

  it('loses no line of the team: it is there, at most inside of a conflict', () => {
    const sides = fc.tuple(text, text).chain(([base, theirs]) =>
      fc.record({
        base: fc.constant(base),
        mine: withOwn(base),
        theirs: fc.constant(theirs),
      }),
    );
    const actions = new Set<string>();
    fc.assert(
      fc.property(sides, ({ base, mine, theirs }) => {
        const { action, content = '' } = upgrade({ base, mine, theirs });
        actions.add(action);
        const own = (all: string) =>
          all.split('\n').filter(each => each.startsWith('team '));
        expect(own(content)).toEqual(own(mine));
      }),
      RUNS,
    );
    // Otherwise it would have shown nothing.
    expect([...actions]).toEqual(expect.arrayContaining(['merge', 'conflict']));
  });

  it('has marks exactly where it has a conflict, and is right where it has none', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const { action, content = '', hunks } = upgrade({ base, mine, theirs });
        const isConflict = action === 'conflict';
        expect(content.includes('<<<<<<< this repository')).toBe(isConflict);
        expect((hunks ?? []).length > 0).toBe(isConflict);
        for (const hunk of hunks ?? []) {
          expect(hunk.mine).not.toEqual(hunk.theirs);
        }
      }),
      RUNS,
    );
  });
});
