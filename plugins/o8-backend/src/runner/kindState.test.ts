import type { SourceRow } from '../store';
import { toSourceRow, type KindState } from './kindState';

const now = new Date('2026-11-22T12:00:00Z');
const NOW = now.toISOString();
const BEFORE = '2026-11-22T10:00:00.000Z';

const pending: KindState = { state: 'pending' };
const fresh: KindState = { state: 'fresh' };
const unsupported: KindState = { state: 'unsupported' };
const partial: KindState = { state: 'partial', message: 'one is odd' };
const failed: KindState = { state: 'failed', message: 'forbidden' };

function kept(state: SourceRow['state']): SourceRow {
  return {
    cluster: 'eu-1',
    source: 'velero',
    state,
    since: BEFORE,
    confirmedAt: BEFORE,
    message: null,
  };
}

const of = (kinds: KindState[], previous?: SourceRow) =>
  toSourceRow({ cluster: 'eu-1', source: 'velero', kinds, previous, now });

describe('toSourceRow', () => {
  it.each<[string, KindState[], Partial<SourceRow> | undefined]>([
    ['pending', [pending], undefined],
    ['pending beside fresh', [fresh, pending], undefined],
    ['pending beside partial', [partial, pending], undefined],
    ['pending beside not installed', [unsupported, pending], undefined],
    ['fresh', [fresh, fresh], { state: 'fresh', message: null }],
    ['fresh beside not installed', [unsupported, fresh], { state: 'fresh' }],
    [
      'not installed',
      [unsupported, unsupported],
      { state: 'unsupported', message: 'The cluster does not have it' },
    ],
    [
      'failed, though the rest is fresh',
      [fresh, failed],
      { state: 'failed', message: 'forbidden', confirmedAt: null },
    ],
    [
      'failed, though the rest is not known',
      [pending, failed],
      { state: 'failed', message: 'forbidden' },
    ],
    [
      'failed before partial',
      [partial, failed],
      { state: 'failed', message: 'forbidden' },
    ],
    [
      'partial, read in full all the same',
      [fresh, partial],
      { state: 'failed', message: 'one is odd', confirmedAt: NOW },
    ],
    ['no kinds at all: nothing was read', [], { state: 'unsupported' }],
  ])('makes of %s what it should', (_, kinds, expected) => {
    const row = of(kinds);
    expect(row && { ...row, ...expected }).toEqual(row);
    expect(row?.since).toBe(expected && NOW);
  });

  it('lasts since it is so', () => {
    expect(of([fresh], kept('fresh'))?.since).toBe(BEFORE);
    expect(of([fresh], kept('failed'))?.since).toBe(NOW);
    expect(of([failed], kept('failed'))?.since).toBe(BEFORE);
    expect(of([partial], kept('failed'))?.since).toBe(BEFORE);
  });

  it('keeps saying when it was last read in full', () => {
    expect(of([failed], kept('fresh'))?.confirmedAt).toBe(BEFORE);
    expect(of([fresh], kept('failed'))?.confirmedAt).toBe(NOW);
  });
});
