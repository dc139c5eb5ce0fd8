import type {
  AssessInput,
  KubernetesObject,
} from '@orchestr8/backstage-plugin-o8-node';
import { recoveryStateSchema } from '@orchestr8/backstage-plugin-o8-common';
import {
  createBackup,
  createNamespace,
  createSchedule,
  createStorage,
  minutesAgo,
} from '../../sources/__testUtils__';
import { createAssessInput, createStatus } from '../__testUtils__';
import { recoveryAssessor } from './recoveryAssessor';

const rest = [createSchedule(), createStorage()];
/** What the platform takes of the whole cluster, a day ago. */
const nightly = createBackup({
  name: 'nightly',
  startedMinutesAgo: 1_380,
  spec: { includedNamespaces: ['*'] },
});
const DAILY = { rpoMs: 24 * 3_600_000, rpoFrom: 'tier' } as const;

/** The Namespace, made so many minutes ago; null is before that was kept. */
function namespaceOf(createdMinutesAgo: number | null): KubernetesObject {
  const namespace = createNamespace();
  const creationTimestamp =
    createdMinutesAgo === null ? undefined : minutesAgo(createdMinutesAgo);
  return {
    ...namespace,
    metadata: { ...namespace.metadata, creationTimestamp },
  };
}

function assess(
  createdMinutesAgo: number | null,
  objects: KubernetesObject[],
  fields: Partial<AssessInput> = {},
) {
  const state = recoveryAssessor.assess(
    createAssessInput(
      { 'eu-1': [namespaceOf(createdMinutesAgo), ...objects] },
      { objectives: DAILY, ...fields },
    ),
  );
  // What is said has to be in the contract.
  expect(recoveryStateSchema.parse(state)).toEqual(state);
  return state;
}

const codesOf = (state: ReturnType<typeof assess>) =>
  state.protections[0].problems.map(({ code }) => code);

describe('a backup from before its Namespace was made', () => {
  it('holds nothing of it: a new module is not protected', () => {
    const state = assess(1, [...rest, nightly]);

    expect(state).toMatchObject({
      verdict: 'attention',
      headline: { code: 'noBackupYet', params: { count: 1, total: 1 } },
      recoversTo: null,
    });
    expect(state.protections[0]).toMatchObject({
      newestGood: null,
      fresh: true,
      problems: [
        {
          code: 'noBackupYet',
          message: null,
          object: { kind: 'Namespace', name: 'billing', cluster: 'eu-1' },
          since: '2026-11-22T11:59:00.000Z',
        },
      ],
    });
  });

  it.each([
    [29, 'attention', null],
    [30, 'good', '2026-11-22T11:30:00.000Z'],
    [31, 'good', '2026-11-22T11:30:00.000Z'],
  ])(
    'counts from its making on: made %i minutes ago, taken 30',
    (createdMinutesAgo, verdict, recoversTo) => {
      expect(
        assess(createdMinutesAgo, [...rest, nightly, createBackup()]),
      ).toMatchObject({ verdict, recoversTo });
    },
  );

  it('does not count by when it ended', () => {
    const status = { completionTimestamp: minutesAgo(1) };
    const across = createBackup({ startedMinutesAgo: 20, status });

    expect(codesOf(assess(10, [...rest, across]))).toEqual(['noBackupYet']);
  });

  it('is no failure of it either', () => {
    const status = { phase: 'Failed' };
    const failed = createBackup({ startedMinutesAgo: 20, status });

    expect(codesOf(assess(10, [...rest, nightly, failed]))).toEqual([
      'noBackupYet',
    ]);
  });

  it('is not of it wherever it was copied from', () => {
    const metadata = { creationTimestamp: minutesAgo(2) };
    const copy = createBackup({ startedMinutesAgo: 20, metadata });

    expect(codesOf(assess(10, [...rest, copy]))).toEqual(['noBackupYet']);
    expect(codesOf(assess(30, [...rest, copy]))).toEqual(['originUnknown']);
  });

  it('does not count on one cluster, and does on another', () => {
    const placements = [
      { cluster: 'eu-1', namespace: 'billing' },
      { cluster: 'us-1', namespace: 'billing' },
    ];
    const state = recoveryAssessor.assess(
      createAssessInput(
        {
          'eu-1': [namespaceOf(1), ...rest, nightly],
          'us-1': [namespaceOf(9_000), ...rest, nightly],
        },
        { placements, objectives: DAILY },
      ),
    );
    expect(state).toMatchObject({
      verdict: 'attention',
      headline: { code: 'noBackupYet', params: { count: 1, total: 2 } },
      recoversTo: null,
      protections: [
        { cluster: 'eu-1', verdict: 'attention' },
        { cluster: 'us-1', verdict: 'good' },
      ],
    });
  });
});

describe('the first backup', () => {
  it.each(['InProgress', 'WaitingForPluginOperations', 'Finalizing'])(
    'is running: %s',
    phase => {
      const status = { phase, completionTimestamp: null };
      const first = createBackup({
        name: 'first',
        startedMinutesAgo: 1,
        status,
      });
      const state = assess(2, [...rest, nightly, first]);

      expect(state).toMatchObject({
        verdict: 'attention',
        headline: { code: 'firstBackupRunning' },
        recoversTo: null,
      });
      expect(state.protections[0].problems).toMatchObject([
        {
          code: 'firstBackupRunning',
          object: { kind: 'Backup', name: 'first' },
          since: '2026-11-22T11:59:00.000Z',
        },
      ]);
    },
  );

  it.each(['', 'New', 'Queued', 'ReadyToStart'])(
    'is not yet running: "%s"',
    phase => {
      const waiting = createBackup({
        startedMinutesAgo: 1,
        status: { phase, startTimestamp: null, completionTimestamp: null },
      });
      expect(codesOf(assess(2, [...rest, waiting]))).toEqual(['noBackupYet']);
    },
  );

  it('is not one that began before its Namespace was made', () => {
    const status = { phase: 'InProgress', completionTimestamp: null };
    const running = createBackup({ startedMinutesAgo: 3, status });

    expect(codesOf(assess(2, [...rest, running]))).toEqual(['noBackupYet']);
  });

  it('that failed is nothing to wait for', () => {
    const status = { phase: 'Failed' };
    const failed = createBackup({ startedMinutesAgo: 2, status });
    const state = assess(5, [...rest, nightly, failed]);

    expect(state.verdict).toBe('bad');
    expect(codesOf(state)).toEqual(['noGoodBackup', 'lastBackupFailed']);
    expect(state.protections[0].problems[0].message).toBeNull();
  });

  it.each([
    [1_440, 'attention', 'noBackupYet'],
    [1_441, 'bad', 'noGoodBackup'],
  ])(
    'may take as long as the objective: %i minutes',
    (createdMinutesAgo, verdict, code) => {
      const older = createBackup({
        startedMinutesAgo: 2_000,
        status: { expiration: null },
      });
      const state = assess(createdMinutesAgo, [...rest, older]);

      expect(state.verdict).toBe(verdict);
      expect(state.headline.code).toBe(code);
    },
  );

  it('is late where nothing says how late it may be', () => {
    const objectives = { rpoMs: null, rpoFrom: null };
    expect(assess(1, [...rest, nightly], { objectives })).toMatchObject({
      verdict: 'bad',
      headline: { code: 'noGoodBackup' },
      protections: [
        {
          problems: [
            { message: 'None was taken since the Namespace was created' },
          ],
        },
      ],
    });
  });

  it('is running, and late', () => {
    const status = { phase: 'InProgress', completionTimestamp: null };
    const running = createBackup({ startedMinutesAgo: 1, status });

    expect(
      assess(2_000, [...rest, running]).protections[0].problems,
    ).toMatchObject([
      {
        code: 'noGoodBackup',
        message: 'The first one since the Namespace was created is running',
      },
    ]);
  });

  it.each([
    ['paused', { spec: { paused: true } }, ['noGoodBackup', 'schedulePaused']],
    [
      'refused',
      { status: { phase: 'FailedValidation' } },
      ['noGoodBackup', 'scheduleInvalid'],
    ],
  ])('does not come from a schedule that is %s', (_name, options, codes) => {
    const state = assess(1, [
      createSchedule(options),
      createStorage(),
      nightly,
    ]);
    expect(state.verdict).toBe('bad');
    expect(codesOf(state)).toEqual(codes);
  });

  it('does not come where nothing is to take it', () => {
    expect(codesOf(assess(1, [createStorage(), nightly]))).toEqual([
      'scheduleMissing',
    ]);
  });
});

describe('what is not known of a Namespace', () => {
  it('leaves it open whether a backup holds it: a fact of before', () => {
    const state = assess(null, [...rest, createBackup()]);

    expect(state).toMatchObject({
      verdict: 'unknown',
      headline: { code: 'unknown' },
    });
    expect(state.protections[0]).toMatchObject({
      problems: [],
      newestGood: { startedAt: '2026-11-22T11:30:00.000Z' },
      fresh: false,
    });
  });

  it('takes nothing bad away', () => {
    expect(codesOf(assess(null, [createStorage(), nightly]))).toEqual([
      'scheduleMissing',
    ]);
    expect(assess(null, rest).headline.code).toBe('noGoodBackup');
  });

  it('misses no backup while none can have been seen', () => {
    const sources = [
      createStatus('eu-1', 'namespaces'),
      createStatus('eu-1', 'velero', { state: 'stale', confirmedAt: null }),
    ];
    expect(codesOf(assess(1, rest, { sources }))).toEqual(['notRead']);
  });

  it('is not late while nobody can look', () => {
    const sources = [
      createStatus('eu-1', 'namespaces'),
      createStatus('eu-1', 'velero', {
        state: 'failed',
        confirmedAt: minutesAgo(600),
      }),
    ];
    expect(assess(1_500, rest, { sources })).toMatchObject({
      verdict: 'attention',
      headline: { code: 'noBackupYet' },
      protections: [{ fresh: false }],
    });
  });
});
