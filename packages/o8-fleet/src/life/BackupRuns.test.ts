import { createClusterProfiles } from '../content/clusterProfiles';
import { Seeded } from '../content/Seeded';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../content/time';
import { createTestFleet, START } from './__testUtils__/createTestFleet';
import { Agenda } from './Agenda';
import { BackupRuns } from './BackupRuns';
import type { KubeObject } from '../types';
import { Guard } from './Guard';
import { KINDS } from './kinds';

function createRuns(clusterName: string, options?: { modules: number }) {
  const fleet = createTestFleet(options);
  const cluster = createClusterProfiles(4).find(
    ({ name }) => name === clusterName,
  )!;
  let nowMs = START.getTime();
  const lines: string[] = [];
  const guard = new Guard(line => lines.push(line));
  const agenda = new Agenda(guard);
  const runs = new BackupRuns({
    store: fleet.storeOf(clusterName),
    cluster,
    seeded: new Seeded(fleet.seed),
    agenda,
    now: () => new Date(nowMs),
    guard,
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
  return { ...fleet, runs, advance, now, lines };
}

/** As `kubectl apply` sends it: what the server or Velero would add is not there. */
function written(name: string, spec: object): KubeObject {
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: {
      name,
      namespace: 'velero',
      uid: `uid-${name}`,
      creationTimestamp: '2026-11-22T10:20:30Z',
    },
    spec: { template: {}, ...spec },
  };
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
    advance(70 * HOUR_MS, 2 * MINUTE_MS);
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
    eu.advance(13 * HOUR_MS, 2 * MINUTE_MS);
    expect(eu.backups('eu-1', 'notifier').length).toBeLessThanOrEqual(paused);
    const us = createRuns('us-1');
    us.advance(13 * HOUR_MS, 2 * MINUTE_MS);
    const phaseOfLast = (module: string) =>
      us.backups('us-1', module).slice(-1)[0].status.phase;
    expect(phaseOfLast('transcripts')).toBe('PartiallyFailed');
    expect(phaseOfLast('media-store')).toBe('FailedValidation');
    expect(phaseOfLast('voicefuse')).toBe('Completed');
  });

  it('lets lively modules fail now and then', () => {
    const { advance, backups } = createRuns('eu-1');
    advance(30 * HOUR_MS, 2 * MINUTE_MS);
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
    expect(takeLog().filter(line => line.includes(' put '))).toEqual([]);
  });

  it('runs what was created or changed later, until it is deleted', () => {
    const { advance, backups, storeOf } = createRuns('eu-1');
    const store = storeOf('eu-1');
    store.put(written('mine', { schedule: '@every 10m' }));
    advance(SECOND_MS);
    expect(store.get(KINDS.schedule, 'velero', 'mine')?.status).toEqual({
      phase: 'Enabled',
    });
    advance(11 * MINUTE_MS);
    expect(backups('eu-1', 'mine')).toHaveLength(2);
    expect(backups('eu-1', 'mine')[0]).toMatchObject({
      spec: { storageLocation: 'default' },
      status: { phase: 'Completed' },
    });
    store.put(written('mine', { schedule: '@every 1m' }));
    advance(3 * MINUTE_MS);
    store.put(written('mine', { schedule: '@every 1m' }));
    advance(SECOND_MS);
    expect(store.get(KINDS.schedule, 'velero', 'mine')?.status).toMatchObject({
      phase: 'Enabled',
    });
    expect(backups('eu-1', 'mine').length).toBeGreaterThanOrEqual(3);
    const count = backups('eu-1', 'mine').length;
    store.delete(KINDS.schedule, 'velero', 'mine');
    advance(10 * MINUTE_MS);
    expect(backups('eu-1', 'mine')).toHaveLength(count);
  });

  it('runs a new schedule at once, unless it says that it waits', () => {
    const { advance, backups, storeOf } = createRuns('eu-1');
    const store = storeOf('eu-1');
    const schedule = '0 3 * * *';
    const template = { ttl: '168h0m0s' };
    const labels = { 'orchestr8.io/module': 'unheard-of' };
    const mine = written('mine', { schedule, template });
    store.put({ ...mine, metadata: { ...mine.metadata, labels } });
    store.put(written('patient', { schedule, skipImmediately: true }));
    store.put(written('paused', { schedule, paused: true }));
    advance(2 * SECOND_MS);
    expect(backups('eu-1', 'mine')).toEqual([]);
    advance(MINUTE_MS);
    expect(backups('eu-1', 'mine')).toMatchObject([
      {
        metadata: { labels },
        status: {
          phase: 'Completed',
          startTimestamp: '2026-11-22T10:20:34Z',
          expiration: '2026-11-29T10:20:34Z',
        },
      },
    ]);
    expect(backups('eu-1', 'patient')).toEqual([]);
    expect(backups('eu-1', 'paused')).toEqual([]);
    advance(HOUR_MS, 30 * SECOND_MS);
    expect(backups('eu-1', 'mine')).toHaveLength(1);
  });

  it('never lets the backups of a module that users made fail by chance', () => {
    const { advance, backups, storeOf } = createRuns('eu-1');
    const mine = written('mine', { schedule: '@every 1m' });
    const labels = { 'orchestr8.io/module': 'unheard-of' };
    storeOf('eu-1').put({ ...mine, metadata: { ...mine.metadata, labels } });
    advance(3 * HOUR_MS, 30 * SECOND_MS);
    const ended = backups('eu-1', 'mine').slice(0, -1);
    expect(ended.length).toBeGreaterThan(100);
    expect(new Set(ended.map(({ status }) => status.phase))).toEqual(
      new Set(['Completed']),
    );
  });

  it('deletes expired backups of a schedule that is gone, or of none', () => {
    // Each is looked at every five minutes, for days: there are few.
    const { advance, backups, storeOf } = createRuns('eu-1', { modules: 2 });
    const store = storeOf('eu-1');
    const [one] = backups('eu-1', 'voicefuse');
    const { labels: _, ...metadata } = one.metadata;
    const { status: __, ...bare } = one;
    store.put({ ...bare, metadata: { ...metadata, name: 'by-hand' } });
    store.delete(KINDS.schedule, 'velero', 'voicefuse');
    expect(backups('eu-1', 'voicefuse').length).toBeGreaterThan(0);
    advance(61 * HOUR_MS, 2 * MINUTE_MS);
    expect(backups('eu-1', 'voicefuse')).toEqual([]);
    expect(store.get(KINDS.backup, 'velero', 'by-hand')).toBeUndefined();
    const uploads = store
      .list(KINDS.dataUpload)
      .filter(({ metadata: { labels } }) =>
        labels?.['velero.io/backup-name']?.startsWith('voicefuse-'),
      );
    expect(uploads).toEqual([]);
  });

  it('fails the validation of what cannot be read, and runs the others', () => {
    const { advance, backups, storeOf, lines } = createRuns('eu-1');
    const store = storeOf('eu-1');
    const before = backups('eu-1', 'voicefuse').length;
    store.put(written('bad', { schedule: 'at night' }));
    store.put({ ...written('empty', {}), spec: undefined });
    advance(5 * MINUTE_MS);
    for (const name of ['bad', 'empty']) {
      const found = store.get(KINDS.schedule, 'velero', name);
      expect(found?.status).toEqual({
        phase: 'FailedValidation',
        validationErrors: [expect.stringContaining('invalid schedule')],
      });
      expect(backups('eu-1', name)).toEqual([]);
    }
    expect(backups('eu-1', 'voicefuse')).toHaveLength(before + 1);
    store.put(written('bad', { schedule: '* * * * *' }));
    advance(2 * MINUTE_MS);
    expect(store.get(KINDS.schedule, 'velero', 'bad')?.status).toMatchObject({
      phase: 'Enabled',
    });
    expect(lines).toEqual([]);
  });

  it('plans nothing where Velero is not installed', () => {
    const { advance, takeLog } = createRuns('hub');
    advance(HOUR_MS, 30 * SECOND_MS);
    expect(takeLog()).toEqual([]);
  });
});
