import { MINUTE_MS, SECOND_MS } from '../content/time';
import type { KubeObject } from '../types';
import { createTestFleet, START } from './__testUtils__/createTestFleet';
import { Guard } from './Guard';
import { Heartbeats } from './Heartbeats';

const guard = new Guard(line => {
  throw new Error(line);
});

/** The paths at which two values differ, list entries all alike: `results[].result`. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (Object.is(a, b)) return [];
  const isObject = (value: unknown): value is Record<string, unknown> =>
    value !== null && typeof value === 'object';
  if (!isObject(a) || !isObject(b)) return [path];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap(key =>
    differences(
      a[key],
      b[key],
      Array.isArray(a) ? `${path}[]` : `${path}.${key}`,
    ),
  );
}

/** What may change, by kind. */
const ALLOWED: Record<string, string[]> = {
  Application: ['.status.reconciledAt'],
  BackupStorageLocation: [
    '.status.lastSyncedTime',
    '.status.lastValidationTime',
  ],
  ScheduledBackup: ['.status.lastCheckTime'],
  PolicyReport: ['.results[].timestamp.seconds'],
  ClusterPolicyReport: ['.results[].timestamp.seconds'],
  Report: ['.results[].timestamp.seconds'],
  ClusterReport: ['.results[].timestamp.seconds'],
};

function snapshot(fleet: ReturnType<typeof createTestFleet>) {
  const objects = new Map<string, KubeObject>();
  for (const store of fleet.stores.values()) {
    for (const { group, kind } of store.definitions()) {
      for (const object of store.list({ group, kind })) {
        objects.set(object.metadata.uid, object);
      }
    }
  }
  return objects;
}

function run(minutes: number) {
  const fleet = createTestFleet();
  let nowMs = START.getTime();
  const heartbeats = new Heartbeats({
    stores: fleet.stores.values(),
    now: () => new Date(nowMs),
    guard,
  });
  const before = snapshot(fleet);
  heartbeats.advance(nowMs);
  for (let seconds = 0; seconds < minutes * 60; seconds += 1) {
    nowMs += SECOND_MS;
    heartbeats.advance(nowMs);
  }
  return { fleet, before, after: snapshot(fleet), log: fleet.takeLog() };
}

describe('Heartbeats', () => {
  const { fleet, before, after, log } = run(62);

  it('change only what means nothing', () => {
    expect([...after.keys()]).toEqual([...before.keys()]);
    const changed = new Set<string>();
    for (const [uid, object] of after) {
      const old = before.get(uid);
      const paths = differences(old, object).filter(
        path => path !== '.metadata.resourceVersion',
      );
      if (paths.length === 0) continue;
      changed.add(object.kind);
      expect(ALLOWED[object.kind]).toEqual(expect.arrayContaining(paths));
    }
    expect([...changed].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  it('come at their real pace', () => {
    const count = (line: string) => log.filter(each => each === line).length;
    expect(count('eu-1: put BackupStorageLocation default')).toBe(62);
    // Twenty whole rounds of three minutes, and two thirds of one more.
    expect([20, 21]).toContain(count('hub: put Application voicefuse-eu-1'));
    expect(count('us-1: put ScheduledBackup shared-pg-daily')).toBe(62);
    const [pod] = fleet.inNamespace(
      'eu-1',
      { group: '', kind: 'Pod' },
      'billing',
    );
    expect(count(`eu-1: put PolicyReport ${pod.metadata.uid}`)).toBe(1);
  });

  it('spread over the time', () => {
    const other = createTestFleet();
    const heartbeats = new Heartbeats({
      stores: other.stores.values(),
      now: () => START,
      guard,
    });
    heartbeats.advance(0);
    let most = 0;
    for (let nowMs = 0; nowMs <= 3 * MINUTE_MS; nowMs += SECOND_MS) {
      heartbeats.advance(nowMs);
      const lines = other
        .takeLog()
        .filter(each => each.includes('Application'));
      most = Math.max(most, lines.length);
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2);
  });

  it('leave the reports alone that have stopped', () => {
    const stopped = fleet
      .inNamespace(
        'eu-1',
        { group: 'wgpolicyk8s.io', kind: 'PolicyReport' },
        'media-store',
      )
      .map(({ metadata }) => metadata.name);
    expect(stopped.length).toBeGreaterThan(0);
    for (const name of stopped) {
      expect(log).not.toContain(`eu-1: put PolicyReport ${name}`);
    }
  });

  it('do not say that an unreachable storage was read', () => {
    const kind = { group: 'velero.io', kind: 'BackupStorageLocation' };
    const location = fleet.storeOf('us-1').get(kind, 'velero', 'us-archive');
    const { lastSyncedTime, lastValidationTime, phase } =
      location?.status as Record<string, string>;
    expect(phase).toBe('Unavailable');
    expect(lastValidationTime > START.toISOString()).toBe(true);
    expect(lastSyncedTime < START.toISOString()).toBe(true);
  });
});
