import { moduleSpecSchema } from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import { CronExpressionParser } from 'cron-parser';
import { backupSchedule } from './backupSchedule';
import { findInputProblems, findSpecProblems } from './findSpecProblems';
import { mostBackupsKept } from './mostBackupsKept';
import { parseCron, type Cron } from './parseCron';

function cronOf(text: string): Cron {
  const cron = parseCron(text);
  if ('problem' in cron) {
    throw new Error(cron.problem);
  }
  return cron;
}

describe('parseCron', () => {
  it.each([
    '0 2 * * *',
    '*/15 0-6/2 ? JAN,mar MON-FRI',
    '59 23 31 12 0',
    '5/20 * 1,15 * *',
    '0 0 1 */7 *',
  ])('takes %s', text => {
    expect(parseCron(text)).not.toHaveProperty('problem');
  });

  it.each([
    ['', 'five fields'],
    ['* * * *', 'five fields'],
    ['0 0 2 * * *', 'five fields'],
    ['@daily', 'five fields'],
    ['CRON_TZ=UTC 0 2 * * *', 'five fields'],
    ['0  2 * * *', 'five fields'],
    ['0 2 * * *\n', 'five fields'],
    ['H 2 * * *', 'five fields'],
    ['0 2 L * *', 'five fields'],
    ['0 2 * * 1#1', 'five fields'],
    ['-1 2 * * *', 'five fields'],
    ['60 2 * * *', 'is not a schedule'],
    ['0 24 * * *', 'is not a schedule'],
    ['0 2 0 * *', 'is not a schedule'],
    ['0 2 * 13 *', 'is not a schedule'],
    ['*/0 * * * *', 'is not a schedule'],
    ['0 2 30 2 *', 'is not a schedule'],
    ['0 2 * foo *', 'is not a schedule'],
    ['0 2 * * 7', 'weekday 7'],
    ['0 2 * * 1-7', 'weekday 7'],
  ])('refuses %j', (text, problem) => {
    expect(parseCron(text)).toEqual({
      problem: expect.stringContaining(problem),
    });
  });
});

describe('mostBackupsKept', () => {
  it.each([
    ['0 2 * * *', 30, 30],
    ['0 * * * *', 8, 192],
    ['0,5 2 * * *', 30, 60],
    ['* * * * *', 1, 1440],
    ['0 2 1 * *', 28, 1],
    ['0 2 1 * *', 29, 2],
    ['0 2 * * 1', 14, 2],
    ['0 2 29 2 *', 3650, 3],
    ['0 2 1 * 1', 7, 2],
  ])('%s for %i days: %i', (schedule, days, most) => {
    expect(mostBackupsKept(cronOf(schedule), days)).toBe(most);
  });

  it('is what a clock would count', () => {
    const days = fc.integer({ min: 1, max: 40 });
    const text = fc
      .tuple(
        fc.constantFrom('0', '*/20', '5,50'),
        fc.constantFrom('3', '*/6', '1-4'),
        fc.constantFrom('*', '1', '1-10/3', '*/9'),
        fc.constantFrom('*', '3', '1-6'),
        fc.constantFrom('*', '1', 'sat,0'),
      )
      .map(fields => fields.join(' '));
    fc.assert(
      fc.property(text, days, (schedule, retentionDays) => {
        const clock = CronExpressionParser.parse(schedule, {
          tz: 'UTC',
          currentDate: new Date(Date.UTC(2026, 1, 20)),
        });
        const runs = Array.from({ length: 300 }, () => clock.next().getTime());
        const counted = runs.findIndex(
          time => time >= runs[0] + retentionDays * 86_400_000,
        );
        expect(counted).toBeLessThanOrEqual(
          mostBackupsKept(cronOf(schedule), retentionDays),
        );
      }),
      { numRuns: 30, seed: 8 },
    );
  });
});

describe('backupSchedule', () => {
  it('decides by the tier where the spec is silent', () => {
    const standard = backupSchedule('billing', { tier: 'standard' });
    const critical = backupSchedule('billing', { tier: 'critical' });
    const minute = standard.schedule.split(' ')[0];
    expect(standard).toEqual({
      schedule: `${minute} 2 * * *`,
      retentionDays: 30,
    });
    expect(critical).toEqual({
      schedule: `${minute} * * * *`,
      retentionDays: 8,
    });
  });

  it('keeps what the spec says', () => {
    const recovery = { schedule: '1 2 3 4 5', retentionDays: 9 };
    expect(backupSchedule('a', { tier: 'critical', ...recovery })).toEqual(
      recovery,
    );
  });

  it('spreads modules over the hour', () => {
    const minutes = Array.from({ length: 600 }, (_, index) =>
      Number(
        backupSchedule(`module-${index}`, { tier: 'critical' }).schedule.split(
          ' ',
        )[0],
      ),
    );
    expect(new Set(minutes).size).toBeGreaterThan(55);
    expect(Math.max(...minutes)).toBeLessThan(60);
  });
});

describe('findSpecProblems', () => {
  const linesOf = (recovery: object) =>
    findInputProblems({ spec: { recovery } }).map(
      ({ path, message }) => `${path}: ${message}`,
    );

  it('takes the defaults of both tiers', () => {
    expect(linesOf({ tier: 'standard' })).toEqual([]);
    expect(linesOf({ tier: 'critical' })).toEqual([]);
  });

  it('counts backups with the defaults of the tier', () => {
    expect(linesOf({ tier: 'critical', retentionDays: 9 })).toEqual([
      'spec.recovery.retentionDays: keeps 216 backups at once with a retention of 9 days; it must be fewer than 200: back up less often or keep them shorter',
    ]);
    expect(linesOf({ schedule: '0 * * * *' })).toEqual([
      expect.stringMatching(/^spec\.recovery\.schedule: keeps 720 backups/),
    ]);
    expect(linesOf({ retentionDays: 199 })).toEqual([]);
    expect(linesOf({ retentionDays: 200 })).toHaveLength(1);
  });

  it('says the same of a spec and of the input that it was', () => {
    const input = {
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name: 'billing', owner: 'group:default/payments' },
      spec: {
        landingZone: 'acme',
        workload: { kind: 'job', env: { A_TOKEN: 'x' } },
        dependsOn: [{ module: 'billing' }],
        recovery: { schedule: '@daily' },
      },
    };
    const problems = findSpecProblems(moduleSpecSchema.parse(input));
    expect(problems).toHaveLength(4);
    expect(findInputProblems(input)).toEqual(problems);
  });

  it('judges what is well beside what is not', () => {
    const input = {
      metadata: { name: 'Not a name' },
      spec: {
        workload: { kind: 'job', port: 'x', env: { A_TOKEN: 'x' }, job: 7 },
        placements: 'everywhere',
        compliance: { frameworks: ['hipaa'] },
      },
    };
    expect(findInputProblems(input).map(({ path }) => path)).toEqual([
      'spec.workload.job.schedule',
      'spec.workload.env.A_TOKEN',
      'spec.compliance.dataClassification',
    ]);
  });

  it.each([
    undefined,
    null,
    1,
    'x',
    [],
    {},
    { spec: 1 },
    { spec: { workload: 1 } },
  ])('survives %j', input => {
    expect(findInputProblems(input)).toEqual([]);
  });
});
