import { createClusterProfiles } from '../content/clusterProfiles';
import { Seeded } from '../content/Seeded';
import { HOUR_MS, SECOND_MS } from '../content/time';
import { createTestFleet, START } from './__testUtils__/createTestFleet';
import { Agenda } from './Agenda';
import { BackupRuns } from './BackupRuns';
import { KINDS } from './kinds';

function createRuns(clusterName: string) {
  const fleet = createTestFleet();
  const cluster = createClusterProfiles(4).find(
    ({ name }) => name === clusterName,
  )!;
  let nowMs = START.getTime();
  const agenda = new Agenda();
  const runs = new BackupRuns({
    store: fleet.storeOf(clusterName),
    cluster,
    seeded: new Seeded(fleet.seed),
    agenda,
    now: () => new Date(nowMs),
  });
  runs.plan(nowMs);
  const advance = (ms: number, stepMs = SECOND_MS) => {
    for (const endMs = nowMs + ms; nowMs < endMs; ) {
      nowMs += stepMs;
      agenda.advance(nowMs);
      runs.advance(nowMs);
    }
  };
  const now = () => nowMs;
  return { ...fleet, runs, advance, now };
}

describe('BackupRuns', () => {
  it('runs each schedule in its own time, from New to Completed', () => {
    const { advance, backups, storeOf } = createRuns('eu-1');
    const old = new Set(
      backups('eu-1', 'voicefuse').map(({ metadata }) => metadata.name),
    );
    const fresh = () =>
      backups('eu-1', 'voicefuse').filter(
        ({ metadata }) => !old.has(metadata.name),
      );
    // The next run is at 10:24.
    advance(209 * SECOND_MS);
    expect(fresh()).toEqual([]);
    advance(SECOND_MS);
    expect(fresh().map(({ status }) => status)).toEqual([{ phase: 'New' }]);
    advance(2 * SECOND_MS);
    expect(fresh()[0].status).toMatchObject({ phase: 'InProgress' });
    expect(fresh()[0].status.completionTimestamp).toBeUndefined();
    advance(60 * SECOND_MS);
    expect(fresh()).toHaveLength(1);
    expect(fresh()[0].status).toMatchObject({
      phase: 'Completed',
      startTimestamp: '2026-11-22T10:24:01Z',
    });
    expect(fresh()[0].metadata).toMatchObject({
      name: 'voicefuse-20261122102400',
      labels: { 'orchestr8.io/module': 'voicefuse' },
    });
    const schedule = storeOf('eu-1').get(KINDS.schedule, 'velero', 'voicefuse');
    expect(schedule?.status).toMatchObject({
      lastBackup: '2026-11-22T10:24:00Z',
    });
  });

  it('deletes what is expired, with its volumes, so that nothing grows', () => {
    const { advance, backups, storeOf, now } = createRuns('eu-1');
    const before = backups('eu-1', 'voicefuse').length;
    const uploads = storeOf('eu-1').list(KINDS.dataUpload).length;
    expect(uploads).toBeGreaterThan(3);
    advance(70 * HOUR_MS, 30 * SECOND_MS);
    expect(backups('eu-1', 'voicefuse').length).toBeLessThanOrEqual(before + 2);
    expect(backups('eu-1', 'voicefuse').length).toBeGreaterThan(before - 3);
    const left = storeOf('eu-1').list(KINDS.dataUpload);
    expect(Math.abs(left.length - uploads)).toBeLessThanOrEqual(1);
    for (const { metadata } of left) {
      const ageMs = now() - Date.parse(metadata.creationTimestamp);
      expect(ageMs).toBeLessThan(73 * HOUR_MS);
    }
  });

  it('keeps the stories of the profiles', () => {
    const eu = createRuns('eu-1');
    const paused = eu.backups('eu-1', 'notifier').length;
    eu.advance(13 * HOUR_MS, 30 * SECOND_MS);
    expect(eu.backups('eu-1', 'notifier').length).toBeLessThanOrEqual(paused);
    const us = createRuns('us-1');
    us.advance(13 * HOUR_MS, 30 * SECOND_MS);
    const phaseOfLast = (module: string) =>
      us.backups('us-1', module).slice(-1)[0].status.phase;
    expect(phaseOfLast('transcripts')).toBe('PartiallyFailed');
    expect(phaseOfLast('media-store')).toBe('FailedValidation');
    expect(phaseOfLast('voicefuse')).toBe('Completed');
  });

  it('lets lively modules fail now and then', () => {
    const { advance, backups } = createRuns('eu-1');
    advance(30 * HOUR_MS, 30 * SECOND_MS);
    const phases = new Set(
      ['identity', 'analytics', 'model-gateway', 'audit-trail']
        .flatMap(module => backups('eu-1', module))
        .map(({ status }) => status.phase),
    );
    expect(phases).toContain('Failed');
    const voicefuse = backups('eu-1', 'voicefuse').slice(0, -1);
    expect(new Set(voicefuse.map(({ status }) => status.phase))).toEqual(
      new Set(['Completed']),
    );
  });

  it('runs one at once when asked, whole and in the past', () => {
    const { runs, backups, now } = createRuns('eu-1');
    runs.runNow('voicefuse', 'Failed');
    const [last] = backups('eu-1', 'voicefuse').slice(-1);
    expect(last.status).toMatchObject({ phase: 'Failed', errors: 1 });
    const { completionTimestamp = '' } = last.status;
    expect(Date.parse(completionTimestamp)).toBeLessThanOrEqual(now());
  });

  it('does nothing for a schedule that is gone', () => {
    const { runs, advance, storeOf, takeLog } = createRuns('eu-1');
    for (const { metadata } of storeOf('eu-1').list(KINDS.schedule)) {
      storeOf('eu-1').delete(KINDS.schedule, 'velero', metadata.name);
    }
    takeLog();
    runs.runNow('voicefuse', 'Completed');
    advance(HOUR_MS, 30 * SECOND_MS);
    expect(takeLog()).toEqual([]);
  });

  it('plans nothing where Velero is not installed', () => {
    const { advance, takeLog } = createRuns('hub');
    advance(HOUR_MS, 30 * SECOND_MS);
    expect(takeLog()).toEqual([]);
  });
});
