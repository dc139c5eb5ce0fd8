import type { KindStatus } from '@orchestr8/backstage-plugin-o8-common';
import { CONNECTION_SOURCE } from '../sourceStatus';
import type { SourceRow } from '../store';
import { toSourceRow, type SourceRowInput } from './kindState';

const now = new Date('2026-11-22T12:00:00Z');
const NOW = now.toISOString();
const BEFORE = '2026-11-22T10:00:00.000Z';

function kind(state: KindStatus['state'], message?: string): KindStatus {
  return { group: 'x', kind: 'A', state, message: message ?? null };
}

const pending = kind('pending');
const fresh = kind('fresh');
const unsupported = kind('unsupported');
const partial = kind('partial', 'one is odd');
const failed = kind('failed', 'forbidden');

function kept(state: SourceRow['state']): SourceRow {
  return {
    cluster: 'eu-1',
    source: 'velero',
    state,
    since: BEFORE,
    confirmedAt: BEFORE,
    message: null,
    kinds: [],
  };
}

const of = (
  kinds: KindStatus[],
  previous?: SourceRow,
  input: Partial<SourceRowInput> = {},
) =>
  toSourceRow({
    cluster: 'eu-1',
    source: 'velero',
    kinds,
    previous,
    now,
    ...input,
  });

describe('toSourceRow', () => {
  it.each<[string, KindStatus[], Partial<SourceRow> | undefined]>([
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

  it('says what is known of each kind, while the rest is not known', () => {
    const kinds = [fresh, pending];
    expect(of(kinds, kept('failed'))).toEqual({ ...kept('failed'), kinds });
    expect(of([fresh])?.kinds).toEqual([fresh]);
  });

  it('says of an outage what it says of the cluster', () => {
    const outage = 'The cluster does not answer';
    expect(of([pending], kept('fresh'), { outage })).toMatchObject({
      state: 'failed',
      message: outage,
      confirmedAt: BEFORE,
    });
  });

  it('has no kinds for the connection, which is there all the same', () => {
    const source = CONNECTION_SOURCE;
    expect(of([], undefined, { source })).toMatchObject({ state: 'fresh' });
  });

  describe('of a snapshot', () => {
    const takenAt = '2026-11-20T03:00:00.000Z';
    const taken = (kinds: KindStatus[]) =>
      of(kinds, kept('fresh'), { takenAt });

    it.each([
      ['read', [fresh], `A snapshot of ${takenAt}`],
      ['not in it', [unsupported], `A snapshot of ${takenAt}, without it`],
    ])('is never fresh: what is %s is as old as it', (_, kinds, message) => {
      expect(taken(kinds)).toMatchObject({
        state: 'stale',
        since: NOW,
        confirmedAt: takenAt,
        message,
      });
    });

    it('says what could not be read of it', () => {
      expect(taken([failed])).toMatchObject({ state: 'failed' });
      expect(taken([partial])).toMatchObject({
        state: 'failed',
        confirmedAt: takenAt,
      });
    });
  });
});
