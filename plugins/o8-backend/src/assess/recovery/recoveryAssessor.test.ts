import type { JsonObject } from '@backstage/types';
import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import {
  createBackup,
  createSchedule,
  minutesAgo,
} from '../../sources/__testUtils__';
import {
  assess,
  problemsOf,
  schedule,
  storage,
  rest,
} from './__testUtils__/assessRecovery';

describe('the newest good backup', () => {
  it('is the one that began last, and its start is what one falls back to', () => {
    const state = assess([
      ...rest,
      createBackup({ name: 'b', startedMinutesAgo: 20 }),
      createBackup({ name: 'c', startedMinutesAgo: 50 }),
      // It ended last, and yet its data is the oldest.
      createBackup({
        name: 'a',
        startedMinutesAgo: 55,
        status: { completionTimestamp: minutesAgo(1) },
      }),
    ]);

    expect(state).toMatchObject({
      verdict: 'good',
      headline: {
        code: 'recovers',
        params: { at: '2026-11-22T11:40:00.000Z' },
      },
      recoversTo: '2026-11-22T11:40:00.000Z',
      rpoMs: 3_600_000,
      rpoFrom: 'entity',
    });
    expect(state.protections[0]).toMatchObject({
      newestGood: {
        backup: { kind: 'Backup', name: 'b', cluster: 'eu-1' },
        startedAt: '2026-11-22T11:40:00.000Z',
        completedAt: '2026-11-22T11:41:00.000Z',
      },
      schedule: { cron: '15 * * * *', paused: false },
      fresh: true,
    });
  });

  it.each<[string, JsonObject]>([
    ...[
      '',
      'New',
      'Queued',
      'ReadyToStart',
      'FailedValidation',
      'InProgress',
      'WaitingForPluginOperations',
      'WaitingForPluginOperationsPartiallyFailed',
      'Finalizing',
      'FinalizingPartiallyFailed',
      'PartiallyFailed',
      'Failed',
      'Deleting',
      'completed',
      'SomethingNew',
    ].map((phase): [string, JsonObject] => [`of phase "${phase}"`, { phase }]),
    ['of no phase', { phase: null }],
    ['that never started', { startTimestamp: null }],
    ['with a start that is no time', { startTimestamp: 'yesterday' }],
    ['of no items', { progress: { totalItems: 3, itemsBackedUp: 0 } }],
    // Velero leaves a zero out.
    ['that tells of no items', { progress: { totalItems: 3 } }],
    ['without progress', { progress: null }],
    ['whose hooks failed', { hookStatus: { hooksFailed: 1 } }],
    ['that is expired', { expiration: minutesAgo(0) }],
  ])('is not one %s', (_name, status) => {
    const state = assess([...rest, createBackup({ status })]);

    expect(state.verdict).toBe('bad');
    expect(state.headline.code).toBe('noGoodBackup');
    expect(state.recoversTo).toBeNull();
    expect(state.protections[0].newestGood).toBeNull();
  });

  it('is not one that was copied from the storage of another cluster', () => {
    const copy = createBackup({
      startedMinutesAgo: 30,
      metadata: { creationTimestamp: minutesAgo(10) },
    });
    expect(assess([...rest, copy]).recoversTo).toBeNull();
  });

  it('is not one that is being deleted', () => {
    const metadata = { deletionTimestamp: minutesAgo(1) };
    expect(problemsOf([...rest, createBackup({ metadata })])).toEqual([
      'noGoodBackup',
    ]);
  });

  it('is one that never expires', () => {
    const status = { expiration: null };
    expect(assess([...rest, createBackup({ status })]).verdict).toBe('good');
  });

  it('is the older one where the newer one is not good', () => {
    const state = assess([
      ...rest,
      createBackup({ name: 'old', startedMinutesAgo: 45 }),
      createBackup({ name: 'new', status: { phase: 'InProgress' } }),
    ]);
    expect(state.verdict).toBe('good');
    expect(state.protections[0].newestGood?.backup.name).toBe('old');
  });
});

describe('the objective', () => {
  it.each([
    [59, 'good', []],
    [60, 'good', []],
    [61, 'bad', ['rpoBreached']],
  ])('of an hour, %i minutes later', (startedMinutesAgo, verdict, codes) => {
    const objects = [...rest, createBackup({ startedMinutesAgo })];

    expect(assess(objects).verdict).toBe(verdict);
    expect(problemsOf(objects)).toEqual(codes);
  });

  it('is broken one millisecond after it', () => {
    const objects = [...rest, createBackup({ startedMinutesAgo: 60 })];
    const now = new Date('2026-11-22T12:00:00.001Z');

    expect(assess(objects, { now })).toMatchObject({
      verdict: 'bad',
      headline: {
        code: 'rpoBreached',
        params: { at: '2026-11-22T11:00:00.000Z' },
      },
      protections: [{ problems: [{ since: '2026-11-22T12:00:00.000Z' }] }],
    });
  });

  it('leaves it open whether a backup is new enough, if there is none', () => {
    const objectives = { rpoMs: null, rpoFrom: null };
    const objects = [...rest, createBackup({ startedMinutesAgo: 50_000 })];
    const expiration = minutesAgo(-10);
    const kept = createBackup({
      startedMinutesAgo: 50_000,
      status: { expiration },
    });

    expect(assess([...rest, kept], { objectives })).toMatchObject({
      verdict: 'unknown',
      headline: { code: 'unknown' },
      rpoMs: null,
      rpoFrom: null,
    });
    expect(assess(objects, { objectives }).verdict).toBe('bad');
  });
});

describe('the schedule', () => {
  const backup = createBackup();

  it.each<[string, KubernetesObject[], string, string, string[]]>([
    ['missing', [], 'bad', 'scheduleMissing', ['scheduleMissing']],
    [
      'paused',
      [createSchedule({ spec: { paused: true } })],
      'attention',
      'schedulePaused',
      ['schedulePaused'],
    ],
    [
      'refused',
      [createSchedule({ status: { phase: 'FailedValidation' } })],
      'bad',
      'atRisk',
      ['scheduleInvalid'],
    ],
    [
      'paused beside one that runs',
      [
        createSchedule({ name: 'a', spec: { paused: true } }),
        createSchedule({ name: 'b' }),
      ],
      'good',
      'recovers',
      [],
    ],
  ])('%s', (_name, schedules, verdict, code, problems) => {
    const state = assess([storage, backup, ...schedules]);

    expect(state.verdict).toBe(verdict);
    expect(state.headline.code).toBe(code);
    expect(state.protections[0].problems.map(p => p.code)).toEqual(problems);
  });

  it("says in Velero's words why it is refused", () => {
    const invalid = createSchedule({
      status: { phase: 'FailedValidation', validationErrors: ['bad cron'] },
    });
    const [{ problems }] = assess([storage, backup, invalid]).protections;

    expect(problems).toEqual([
      {
        code: 'scheduleInvalid',
        message: 'bad cron',
        object: expect.objectContaining({ kind: 'Schedule', name: 'billing' }),
        since: null,
      },
    ]);
  });

  it('of its own goes before one for the whole cluster', () => {
    const all = createSchedule({
      name: 'all',
      template: { includedNamespaces: ['*'] },
    });
    const [{ schedule: found }] = assess([
      all,
      storage,
      backup,
      schedule,
    ]).protections;
    expect(found?.object.name).toBe('billing');
  });

  it('is what is missing where there is nothing at all', () => {
    const state = assess([storage]);
    expect(state.headline).toEqual({
      code: 'scheduleMissing',
      params: { count: 1, total: 1 },
    });
    expect(problemsOf([storage])).toEqual(['scheduleMissing']);
  });
});

describe('the last backup', () => {
  const good = createBackup({ name: 'good', startedMinutesAgo: 40 });

  it.each(['Failed', 'PartiallyFailed'])('that ended as %s', phase => {
    const status = { phase, failureReason: 'the bucket is full' };
    const failed = createBackup({
      name: 'x',
      startedMinutesAgo: 20,
      status,
    });

    expect(assess([...rest, good, failed])).toMatchObject({
      verdict: 'attention',
      headline: { code: 'atRisk', params: { count: 1, total: 1 } },
      protections: [
        {
          problems: [
            {
              code: 'lastBackupFailed',
              message: 'the bucket is full',
              object: { name: 'x' },
              since: '2026-11-22T11:41:00.000Z',
            },
          ],
        },
      ],
    });
  });

  it('does not matter once a later one was good', () => {
    const failed = createBackup({
      name: 'x',
      startedMinutesAgo: 50,
      status: { phase: 'Failed' },
    });
    expect(problemsOf([...rest, failed, good])).toEqual([]);
  });

  it.each([
    [20, ['lastBackupFailed']],
    [50, []],
  ])(
    'that was refused before it began counts by when it was made, %i minutes ago',
    (createdMinutesAgo, codes) => {
      const refused = createBackup({
        name: 'x',
        metadata: { creationTimestamp: minutesAgo(createdMinutesAgo) },
        status: {
          phase: 'FailedValidation',
          startTimestamp: null,
          completionTimestamp: null,
          validationErrors: ['location is Unavailable'],
        },
      });
      expect(problemsOf([...rest, good, refused])).toEqual(codes);
    },
  );
});
