import type { JsonObject } from '@backstage/types';
import {
  historyEntrySchema,
  HISTORY_TYPES,
} from '@orchestr8/backstage-plugin-o8-common';
import { HISTORY_RECORDS } from './historyRecords';
import { toHistoryEntry } from './toHistoryEntry';

const at = '2026-11-22T10:00:00.000Z';
const object = {
  cluster: 'hub',
  apiVersion: 'velero.io/v1',
  kind: 'Backup',
  namespace: 'velero',
  name: 'billing-1',
};
const subject = { cluster: 'eu-1', namespace: 'billing' };

function toEntry(
  type: string,
  value: JsonObject,
  goneAt: string | null = null,
) {
  const record = { type, object, subject, value, goneAt };
  return toHistoryEntry({ at, tie: `tie of ${type}`, record });
}

describe('toHistoryEntry', () => {
  it('says what a facet became', () => {
    const headline = { code: 'degraded', params: { count: 1 } };
    const row = { at, tie: 'state/7', facet: 'sync', verdict: 'bad' as const };
    expect(toHistoryEntry({ ...row, headline })).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      at,
      facet: 'sync',
      type: 'state',
      verdict: 'bad',
      headline,
    });
  });

  it('says what was deployed where', () => {
    expect(
      toEntry('argocd.deployment', { revision: 'abc', by: 'ada' }),
    ).toEqual({
      id: expect.any(String),
      at,
      facet: 'sync',
      type: 'deployment',
      object,
      ...subject,
      revision: 'abc',
      by: 'ada',
    });
  });

  it('says how a backup went, and since when it is gone', () => {
    const value = {
      phase: 'PartiallyFailed',
      startedAt: at,
      completedAt: at,
      message: 'one volume failed',
      schedule: 'nightly',
      excluded: [],
    };
    expect(toEntry('velero.backup', value, at)).toEqual({
      id: expect.any(String),
      at,
      facet: 'recovery',
      type: 'backup',
      object,
      ...subject,
      outcome: 'partial',
      phase: 'PartiallyFailed',
      completedAt: at,
      message: 'one volume failed',
      backup: null,
      schedule: 'nightly',
      goneAt: at,
    });
  });

  it('says from which backup a restore came', () => {
    const value = {
      phase: 'Completed',
      backup: 'billing-1',
      completedAt: null,
    };
    expect(toEntry('restores.restore', value)).toMatchObject({
      type: 'restore',
      outcome: 'succeeded',
      backup: 'billing-1',
      goneAt: null,
    });
  });

  it.each([
    ['velero.backup', 'Completed', 'succeeded'],
    ['velero.backup', 'FailedValidation', 'failed'],
    ['velero.backup', 'InProgress', 'running'],
    ['velero.backup', 'Deleting', 'unknown'],
    ['postgresBackups.backup', 'completed', 'succeeded'],
    ['postgresBackups.backup', 'failed', 'failed'],
    ['postgresBackups.backup', 'started', 'running'],
    ['postgresBackups.backup', '', 'unknown'],
    ['postgresBackups.backup', 'constructor', 'unknown'],
  ])('takes of %s the phase "%s" as %s', (type, phase, outcome) => {
    expect(toEntry(type, { phase })).toMatchObject({ outcome, phase });
  });

  it.each(Object.keys(HISTORY_RECORDS))(
    'keeps the contract with a %s that says nothing, or garbage',
    type => {
      const garbage = { phase: 7, completedAt: 'today', message: {}, by: [] };
      for (const value of [{}, garbage]) {
        const entry = toEntry(type, value);
        expect(historyEntrySchema.parse(entry)).toEqual(entry);
        expect(HISTORY_TYPES).toContain(entry.type);
      }
    },
  );

  it('calls different things differently, and one thing always the same', () => {
    const [a, b] = ['velero.backup', 'restores.restore'].map(type =>
      toEntry(type, {}),
    );
    expect(a.id).not.toBe(b.id);
    expect(toEntry('velero.backup', { phase: 'x' }).id).toBe(a.id);
  });
});
