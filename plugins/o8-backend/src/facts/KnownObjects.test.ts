import type { FactRow } from '../store';
import { createFactRow } from '../store/__testUtils__/createFactRow';
import { KnownObjects } from './KnownObjects';

const row = (fields: Partial<FactRow> = {}) =>
  createFactRow({ name: 'a', value: { size: 1 }, ...fields });

describe('KnownObjects', () => {
  it('calls news what it never heard of', () => {
    expect(new KnownObjects().compare('a', [row()])).toBe('news');
  });

  it.each<[string, FactRow[], string]>([
    ['the same', [row()], 'same'],
    ['another value', [row({ value: { size: 2 } })], 'news'],
    ['another owner', [row({ ownModule: 'web' })], 'news'],
    ['other labels', [row({ labels: { app: 'x' } })], 'news'],
    ['one more fact', [row(), row({ key: 'b' })], 'news'],
    ['nothing any more', [], 'news'],
    ['a later look', [row({ evidenceAt: '2026-11-22T12:00:00Z' })], 'moved'],
    ['a counter that nobody judges by', [row({ volatile: { n: 2 } })], 'moved'],
  ])('calls %s by its name', (_name, rows, expected) => {
    const known = new KnownObjects();
    known.remember('a', [row()]);
    expect(known.compare('a', rows)).toBe(expected);
    expect(known.compare('b', rows)).toBe('news');
  });

  it('knows an object that says nothing', () => {
    const known = new KnownObjects();
    known.remember('a', []);
    expect(known.compare('a', [])).toBe('same');
  });

  it('forgets on demand', () => {
    const known = new KnownObjects();
    ['a', 'b', 'c'].forEach(key => known.remember(key, [row()]));
    known.forget('a');
    known.forgetAllBut(key => key !== 'b');
    expect(['a', 'b', 'c'].map(key => known.compare(key, [row()]))).toEqual([
      'news',
      'news',
      'same',
    ]);
  });

  it('remembers so many, and of more those of which it heard last', () => {
    const known = new KnownObjects();
    known.remember('first', [row()]);
    known.remember('second', [row()]);
    for (let index = 0; index < 4_998; index += 1) {
      known.remember(`n-${index}`, []);
    }
    known.remember('first', [row()]);
    known.remember('one more', [row()]);
    expect(known.compare('first', [row()])).toBe('same');
    expect(known.compare('second', [row()])).toBe('news');
  });
});
