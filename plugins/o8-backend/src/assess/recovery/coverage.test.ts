import type { JsonObject } from '@backstage/types';
import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import {
  createBackup,
  createSchedule,
  createStorage,
  minutesAgo,
} from '../../sources/__testUtils__';
import { createAssessInput, createStatus } from '../__testUtils__';
import { recoveryAssessor } from './recoveryAssessor';
import {
  assess,
  problemsOf,
  schedule,
  storage,
  rest,
} from './__testUtils__/assessRecovery';

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
