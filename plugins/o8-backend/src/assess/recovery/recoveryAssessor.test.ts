import type { JsonObject } from '@backstage/types';
import type {
  AssessInput,
  KubernetesObject,
} from '@orchestr8/backstage-plugin-o8-node';
import {
  createBackup,
  createSchedule,
  createStorage,
  minutesAgo,
} from '../../sources/__testUtils__';
import { createAssessInput, createStatus } from '../__testUtils__';
import { recoveryAssessor } from './recoveryAssessor';

function assess(
  objects: KubernetesObject[],
  fields: Partial<AssessInput> = {},
  cluster = 'eu-1',
) {
  return recoveryAssessor.assess(
    createAssessInput({ [cluster]: objects }, fields),
  );
}

/** The codes of the problems of the first placement. */
function problemsOf(
  objects: KubernetesObject[],
  fields: Partial<AssessInput> = {},
) {
  return assess(objects, fields).protections[0].problems.map(p => p.code);
}

const schedule = createSchedule();
const storage = createStorage();
const rest = [schedule, storage];

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

describe('the storage location', () => {
  const both = [schedule, createBackup()];

  it.each<[string, JsonObject, string[]]>([
    ['Available', {}, []],
    ['Unavailable', { phase: 'Unavailable' }, ['storageUnavailable']],
    ['of no phase', { phase: null }, ['storageUnavailable']],
    [
      'Available for ever, because Velero is down',
      { lastValidationTime: minutesAgo(30) },
      ['storageStale'],
    ],
    ['never looked at', { lastValidationTime: null }, ['storageStale']],
    ['looked at within its promise', { lastValidationTime: minutesAgo(5) }, []],
    [
      'looked at a little too long ago',
      { lastValidationTime: minutesAgo(5.1) },
      ['storageStale'],
    ],
  ])('%s', (_name, status, codes) => {
    expect(problemsOf([...both, createStorage({ status })])).toEqual(codes);
  });

  it('may be looked at as seldom as it says, or never', () => {
    const status = { lastValidationTime: minutesAgo(30) };
    for (const validationFrequency of ['15m', '0', '0s']) {
      const spec = { validationFrequency };
      expect(problemsOf([...both, createStorage({ spec, status })])).toEqual(
        [],
      );
    }
  });

  it('has been out of reach since it was first seen so', () => {
    const status = {
      phase: 'Unavailable',
      message: 'no such bucket',
      lastValidationTime: minutesAgo(0.5),
    };
    const [{ problems }] = assess([
      ...both,
      createStorage({ status }),
    ]).protections;
    // Its last look moves each minute: that would be another state each time.
    expect(problems).toEqual([
      {
        code: 'storageUnavailable',
        message: 'no such bucket',
        object: expect.objectContaining({ name: 'default' }),
        since: '2026-11-22T12:00:00.000Z',
      },
    ]);
  });

  it('that a backup names has to be there', () => {
    const other = createStorage({ name: 'other' });
    expect(assess([...both, other]).protections[0].problems).toEqual([
      expect.objectContaining({
        code: 'storageUnavailable',
        message: 'There is no storage location "default"',
      }),
    ]);
  });

  it('is the default where nothing names one, and there has to be one', () => {
    const spec = { storageLocation: null };
    const unnamed = [
      createBackup({ spec }),
      createSchedule({ template: spec }),
    ];

    expect(problemsOf([...unnamed, createStorage({ name: 'x' })])).toEqual([]);
    expect(problemsOf(unnamed)).toEqual(['storageUnavailable']);
  });

  it('is named once, by its name and as the default', () => {
    const status = { phase: 'Unavailable' };
    const unnamed = createSchedule({ template: { storageLocation: null } });
    expect(
      problemsOf([createBackup(), unnamed, createStorage({ status })]),
    ).toEqual(['storageUnavailable']);
  });

  it('out of reach is said before a schedule that is paused', () => {
    const state = assess([
      createBackup(),
      createSchedule({ spec: { paused: true } }),
      createStorage({ status: { phase: 'Unavailable' } }),
    ]);

    expect(state.verdict).toBe('bad');
    expect(state.headline.code).toBe('atRisk');
    expect(state.protections[0].problems.map(p => p.code)).toEqual([
      'storageUnavailable',
      'schedulePaused',
    ]);
  });
});

describe('what is covered', () => {
  const at = (spec: JsonObject) => [
    storage,
    createSchedule({ template: spec }),
    createBackup({ spec }),
  ];

  it.each<[string, JsonObject]>([
    ['no list', { includedNamespaces: null }],
    ['an empty list', { includedNamespaces: [] }],
    ['a star', { includedNamespaces: ['*'] }],
    ['a pattern', { includedNamespaces: ['bill*'] }],
    ['a pattern with a class', { includedNamespaces: ['[a-c]illing'] }],
    [
      'a pattern beside other names',
      { includedNamespaces: ['web', 'b?lling'] },
    ],
    ['its name among others', { includedNamespaces: ['web', 'billing'] }],
    [
      'all but others',
      { includedNamespaces: ['*'], excludedNamespaces: ['kube-*', 'web'] },
    ],
    ['an empty name left out', { excludedNamespaces: [''] }],
    ['all kinds', { includedResources: ['*'] }],
  ])('by %s', (_name, spec) => {
    expect(assess(at({ includedNamespaces: null, ...spec })).verdict).toBe(
      'good',
    );
  });

  it.each<[string, JsonObject]>([
    ['others', { includedNamespaces: ['web'] }],
    ['a pattern for others', { includedNamespaces: ['web-*'] }],
    ['a name with another ending', { includedNamespaces: ['billing-eu'] }],
    ['no namespace at all', { includedNamespaces: [''] }],
    [
      'all but this one',
      { includedNamespaces: ['*'], excludedNamespaces: ['billing'] },
    ],
    ['all but a pattern', { excludedNamespaces: ['b*'] }],
    [
      'its name, which is left out again',
      { includedNamespaces: ['billing'], excludedNamespaces: ['billing'] },
    ],
    ['a label selector', { labelSelector: { matchLabels: { app: 'a' } } }],
    ['one of several selectors', { orLabelSelectors: [{ matchLabels: {} }] }],
    ['some kinds', { includedResources: ['secrets'] }],
    [
      'some kinds of namespaces',
      { includedNamespaceScopedResources: ['pods'] },
    ],
  ])('not by %s', (_name, spec) => {
    expect(assess(at(spec)).headline.code).toBe('scheduleMissing');
  });

  it('is not covered by a backup on another cluster', () => {
    const state = assess([...rest, createBackup()], {}, 'us-1');
    // Not even its Namespace was seen on the one where it is placed.
    expect(state.protections[0].problems.map(p => p.code)).toEqual(['notRead']);
    expect(state.recoversTo).toBeNull();
  });
});

describe('several placements', () => {
  const placements = [
    { cluster: 'eu-1', namespace: 'billing' },
    { cluster: 'us-1', namespace: 'billing' },
  ];
  const assessBoth = (eu: KubernetesObject[], us: KubernetesObject[]) =>
    recoveryAssessor.assess(
      createAssessInput({ 'eu-1': eu, 'us-1': us }, { placements }),
    );

  it('fall back to the oldest of their newest', () => {
    const state = assessBoth(
      [...rest, createBackup({ startedMinutesAgo: 10 })],
      [...rest, createBackup({ startedMinutesAgo: 55 })],
    );
    expect(state).toMatchObject({
      verdict: 'good',
      recoversTo: '2026-11-22T11:05:00.000Z',
    });
  });

  it('are as well as the worst of them, which comes first', () => {
    const state = assessBoth(
      [...rest, createBackup()],
      [...rest, createBackup({ startedMinutesAgo: 90 })],
    );
    expect(state).toMatchObject({
      verdict: 'bad',
      headline: {
        code: 'rpoBreached',
        params: { at: '2026-11-22T10:30:00.000Z', count: 1, total: 2 },
      },
    });
    expect(state.protections.map(p => p.cluster)).toEqual(['us-1', 'eu-1']);
  });

  it('have no time where one has nothing, and that is what is said', () => {
    const state = assessBoth(
      [...rest, createBackup({ startedMinutesAgo: 90 })],
      rest,
    );
    expect(state.recoversTo).toBeNull();
    expect(state.headline).toEqual({
      code: 'noGoodBackup',
      params: { count: 2, total: 2 },
    });
  });

  it('keep a failure of one beside an unknown of the other', () => {
    const input = createAssessInput(
      { 'eu-1': [storage], 'us-1': [...rest, createBackup()] },
      {
        placements,
        sources: [
          createStatus('eu-1', 'namespaces'),
          createStatus('eu-1', 'velero'),
          createStatus('us-1', 'namespaces'),
          createStatus('us-1', 'velero', {
            state: 'failed',
            confirmedAt: minutesAgo(9),
          }),
        ],
      },
    );
    const state = recoveryAssessor.assess(input);

    expect(state.verdict).toBe('bad');
    expect(state.protections).toMatchObject([
      { cluster: 'eu-1', verdict: 'bad', fresh: true },
      {
        cluster: 'us-1',
        verdict: 'unknown',
        fresh: false,
        newestGood: { startedAt: '2026-11-22T11:30:00.000Z' },
      },
    ]);
  });
});

describe('what was not read', () => {
  it.each([
    ['notRead', { state: 'stale', confirmedAt: null }],
    ['unsupported', { state: 'unsupported' }],
  ] as const)('is said: %s', (code, status) => {
    const sources = [createStatus('eu-1', 'velero', status)];
    const state = assess([], { sources });

    expect(state.verdict).toBe('unknown');
    expect(state.headline.code).toBe('unknown');
    expect(state.protections[0]).toMatchObject({
      problems: [{ code }],
      newestGood: null,
      schedule: null,
      fresh: false,
    });
  });

  it('misses nothing in what was read in part only', () => {
    const sources = [
      createStatus('eu-1', 'velero', { state: 'stale', confirmedAt: null }),
    ];
    const paused = createSchedule({ spec: { paused: true } });

    // No backup and no storage location yet: they may still come.
    expect(problemsOf([paused], { sources })).toEqual([
      'schedulePaused',
      'notRead',
    ]);
    expect(
      problemsOf([...rest, createBackup({ startedMinutesAgo: 90 })], {
        sources,
      }),
    ).toEqual(['notRead']);
  });

  it('breaks no promise while nobody can look', () => {
    const backups = [...rest, createBackup({ startedMinutesAgo: 70 })];
    const lostMinutesAgo = (minutes: number) => ({
      sources: [
        createStatus('eu-1', 'velero', {
          state: 'failed',
          confirmedAt: minutesAgo(minutes),
        }),
      ],
    });

    // The hour was over when it was seen last, or has ended since: who knows.
    expect(problemsOf(backups, lostMinutesAgo(5))).toContain('rpoBreached');
    expect(problemsOf(backups, lostMinutesAgo(20))).toEqual([]);
    expect(assess(backups, lostMinutesAgo(20)).verdict).toBe('unknown');
  });

  it.each([
    [true, 'notPlaced'],
    [false, 'notRead'],
  ])('has no placement (all read: %s)', (allRead, code) => {
    expect(assess([], { placements: [], allRead })).toMatchObject({
      verdict: 'unknown',
      headline: { code, params: {} },
      recoversTo: null,
    });
  });
});
