import { createHistory } from './__testUtils__';
import { HISTORY_TYPES, historyEntrySchema } from './history';

describe('the schema of history', () => {
  it('takes what the types promise, and loses nothing of it', () => {
    const entries = createHistory();
    expect(entries.map(entry => historyEntrySchema.parse(entry))).toEqual(
      entries,
    );
    expect(entries.map(({ type }) => type)).toEqual([...HISTORY_TYPES]);
  });

  it.each([
    ['a type', { type: 'drill' }],
    ['a time', { at: 'today' }],
    ['a facet', { facet: 'cost' }],
    ['an outcome', { type: 'backup', outcome: 'splendid' }],
  ])('refuses %s of its own making', (_name, fields) => {
    const [, , backup] = createHistory();
    const entry = { ...backup, ...fields };
    expect(historyEntrySchema.safeParse(entry).success).toBe(false);
  });
});
