import { longestGapMinutes } from './longestGapMinutes';
import { parseCron } from './parseCron';
import { linesOf } from './__testUtils__';

function gapOf(schedule: string): number {
  const cron = parseCron(schedule);
  if ('problem' in cron) {
    throw new Error(cron.problem);
  }
  return longestGapMinutes(cron);
}

describe('longestGapMinutes', () => {
  const DAY = 24 * 60;

  it.each([
    ['* * * * *', 1],
    ['*/15 * * * *', 15],
    ['*/25 * * * *', 25],
    ['7 * * * *', 60],
    ['0,50 * * * *', 50],
    ['0 */6 * * *', 6 * 60],
    ['30 8-18 * * *', 14 * 60],
    ['23 2 * * *', DAY],
    ['0 2 */2 * *', 2 * DAY],
    ['0 2 * * 1-5', 3 * DAY],
    ['0 2,14 * * 0', 7 * DAY - 12 * 60],
    ['0 2 1 * *', 31 * DAY],
    ['0 2 1 * 1', 7 * DAY],
    ['0 0 29 2 *', 1461 * DAY],
  ])('%s: %i', (schedule, minutes) => {
    expect(gapOf(schedule)).toBe(minutes);
  });
});

describe('findRecoveryProblems', () => {
  const volumes = (backup = true) => ({
    workload: {
      kind: 'service',
      replicas: 1,
      volumes: [{ name: 'a', mountPath: '/a', size: '1Gi', backup }],
    },
  });

  it.each<[object, object]>([
    [volumes(), { schedule: '*/15 * * * *', retentionDays: 2, rpo: '15m' }],
    [volumes(), { tier: 'critical', rpo: '1h' }],
    [volumes(), { rpo: '1d' }],
    [volumes(), {}],
    // No data of its own: manifests are in git, and a cache may be lost.
    [volumes(false), { rpo: '1s', rto: '1s' }],
    [{}, { rpo: '1s' }],
  ])('takes %j with %j', (spec, recovery) => {
    expect(linesOf({ ...spec, recovery })).toEqual([]);
  });

  it.each<[object, string]>([
    [
      { rpo: '15m', schedule: '*/20 * * * *', retentionDays: 2 },
      'is 15m, but the schedule leaves up to 20 minutes between two backups of the volumes: back up more often, or allow more to be lost',
    ],
    [
      { rpo: '59m', tier: 'critical' },
      'is 59m, but the tier critical leaves up to 60 minutes between two backups of the volumes: back up more often, or allow more to be lost',
    ],
    [
      { rpo: '1h' },
      'is 1h, but the tier standard leaves up to 24 hours between two backups of the volumes: back up more often, or allow more to be lost',
    ],
    [
      { rpo: '1d', schedule: '0 2 * * 1-5' },
      'is 1d, but the schedule leaves up to 3 days between two backups of the volumes: back up more often, or allow more to be lost',
    ],
  ])('refuses %j with volumes', (recovery, message) => {
    expect(linesOf({ ...volumes(), recovery })).toEqual([
      `spec.recovery.rpo: ${message}`,
    ]);
  });

  const placements = ['eu-1', 'us-1'].map(cluster => ({
    environment: 'production',
    cluster,
  }));

  it.each<[object, string[]]>([
    [{ mode: 'active-active' }, []],
    [{ mode: 'active-passive', primary: 'us-1' }, []],
    [
      { mode: 'active-active', primary: 'us-1' },
      ['is for "mode: active-passive" only'],
    ],
    [{ mode: 'active-passive' }, ['is missing: one of the clusters serves']],
    [
      { mode: 'active-passive', primary: 'x' },
      ['"x" is not among its placements: one of eu-1, us-1'],
    ],
  ])('failover %j: %j', (failover, messages) => {
    expect(linesOf({ placements, recovery: { failover } })).toEqual(
      messages.map(message => `spec.recovery.failover.primary: ${message}`),
    );
  });
});
