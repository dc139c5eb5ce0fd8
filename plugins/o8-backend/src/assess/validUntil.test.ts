import type {
  AssessInput,
  Assessor,
} from '@orchestr8/backstage-plugin-o8-node';
import fc from 'fast-check';
import {
  createApplication,
  createBackup,
  createNamespace,
  createNetworkPolicy,
  createReport,
  createResult,
  createSchedule,
  createStorage,
  minutesAgo,
  NOW,
} from '../sources/__testUtils__';
import {
  createAssessInput,
  createStatus,
  GOOD,
  judge,
  NOT_FRESH,
  statusesBut,
  type Objects,
} from './__testUtils__';
import { assessors } from './index';

const MINUTE_MS = 60_000;
const NEEDED = [
  'argocd',
  'namespaces',
  'networkPolicies',
  'policyReports',
  'velero',
];

// Around the promises that there are: minutes, an hour, three hours, a day.
const age = fc.oneof(
  fc.integer({ min: 0, max: 10 }),
  fc.integer({ min: 0, max: 200 }),
  fc.integer({ min: 0, max: 3_000 }),
);

const backup = fc
  .record({
    startedMinutesAgo: age,
    keptMinutes: fc.integer({ min: 1, max: 3_000 }),
    phase: fc.constantFrom('Completed', 'Completed', 'Failed', 'InProgress'),
    storageLocation: fc.constantFrom('default', 'other'),
  })
  .map(({ startedMinutesAgo, keptMinutes, phase, storageLocation }) =>
    createBackup({
      name: `billing-${startedMinutesAgo}-${keptMinutes}`,
      startedMinutesAgo,
      spec: { storageLocation },
      status: {
        phase,
        expiration: minutesAgo(startedMinutesAgo - keptMinutes),
      },
    }),
  );

const storage = fc
  .record({
    name: fc.constantFrom('default', 'other'),
    lastMinutesAgo: age,
    validationFrequency: fc.constantFrom('1m0s', '0s', '1h0m0s'),
    phase: fc.constantFrom('Available', 'Available', 'Unavailable'),
  })
  .map(({ name, lastMinutesAgo, validationFrequency, phase }) =>
    createStorage({
      name,
      spec: { validationFrequency, default: name === 'default' },
      status: { phase, lastValidationTime: minutesAgo(lastMinutesAgo) },
    }),
  );

const namespace = age.map(minutes => {
  const object = createNamespace();
  const creationTimestamp = minutesAgo(minutes);
  return { ...object, metadata: { ...object.metadata, creationTimestamp } };
});

const report = age.map(minutes => {
  const seconds = Date.parse(minutesAgo(minutes)) / 1_000;
  return createReport([createResult({ timestamp: { seconds, nanos: 0 } })]);
});

const application = fc
  .record({
    reconciledMinutesAgo: age,
    health: fc.constantFrom('Healthy', 'Progressing', 'Degraded'),
  })
  .map(({ reconciledMinutesAgo, health }) =>
    createApplication({
      status: {
        health: { status: health },
        reconciledAt: minutesAgo(reconciledMinutesAgo),
      },
    }),
  );

const objects: fc.Arbitrary<Objects> = fc
  .record({
    mgmt: fc.array(application, { maxLength: 1 }),
    home: fc.array(namespace, { maxLength: 1 }),
    reports: fc.array(report, { maxLength: 1 }),
    schedules: fc.constantFrom([], [createSchedule()]),
    backups: fc.uniqueArray(backup, {
      maxLength: 4,
      selector: ({ metadata }) => metadata.name,
    }),
    storages: fc.uniqueArray(storage, {
      maxLength: 2,
      selector: ({ metadata }) => metadata.name,
    }),
  })
  .map(({ mgmt, home, reports, schedules, backups, storages }) => ({
    mgmt,
    'eu-1': [
      ...home,
      createNetworkPolicy(),
      ...reports,
      ...schedules,
      ...backups,
      ...storages,
    ],
  }));

const sources = fc
  .record({
    source: fc.constantFrom(...NEEDED),
    fields: fc.constantFrom(
      undefined,
      ...NOT_FRESH.flatMap(([, fields]) => fields ?? []),
    ),
  })
  .map(({ source, fields }) =>
    fields
      ? statusesBut(source, fields)
      : NEEDED.flatMap(id =>
          ['eu-1', 'us-1', 'mgmt'].map(cluster => createStatus(cluster, id)),
        ),
  );

const worlds: fc.Arbitrary<AssessInput> = fc
  .record({
    objects,
    sources,
    isBound: fc.boolean(),
    rpoMs: fc.constantFrom(null, 3_600_000, 24 * 3_600_000),
    // Tests take place at one moment; evidence of later comes from clocks that differ.
    nowMinutes: fc.integer({ min: -3, max: 300 }),
  })
  .map(world =>
    createAssessInput(world.objects, {
      isBound: world.isBound,
      sources: world.sources,
      objectives: {
        rpoMs: world.rpoMs,
        rpoFrom: world.rpoMs === null ? null : 'entity',
      },
      now: new Date(NOW.getTime() + world.nowMinutes * MINUTE_MS),
    }),
  );

function assess(assessor: Assessor, input: AssessInput, nowMs: number) {
  const facts = input.facts.filter(({ type }) => assessor.needs.includes(type));
  const then = { ...input, facts, now: new Date(nowMs) };
  const state = assessor.assess(then);
  return { state, end: assessor.validUntil?.(then, state) };
}

describe.each(assessors)('$id', assessor => {
  it('stays as it is until the time that it says', () => {
    fc.assert(
      fc.property(
        worlds,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
        (input, moments) => {
          const fromMs = input.now.getTime();
          const { state, end } = assess(assessor, input, fromMs);
          // Longer than every promise there is, where time is to change nothing.
          const untilMs = end?.getTime() ?? fromMs + 30 * 24 * 60 * MINUTE_MS;
          expect(untilMs).toBeGreaterThanOrEqual(fromMs);
          for (const part of [...moments, 0, 1]) {
            const lastMs = Math.max(fromMs, untilMs - 1);
            const atMs = Math.floor(fromMs + part * (lastMs - fromMs));
            expect(assess(assessor, input, atMs).state).toEqual(state);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('goes on from turn to turn, and comes to an end', () => {
    fc.assert(
      fc.property(worlds, input => {
        let atMs = input.now.getTime();
        let turns = 0;
        for (;;) {
          const { end } = assess(assessor, input, atMs);
          if (!end) {
            break;
          }
          // A judge that is a moment late.
          atMs = end.getTime() + 1;
          turns += 1;
        }
        // Each object has few promises.
        expect(turns).toBeLessThan(20);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a module that is well', () => {
  const ends = (statuses = createAssessInput().sources) =>
    Object.fromEntries(
      judge({ statuses }).map(({ facet, validUntil }) => [facet, validUntil]),
    );

  it('is so until something is too old', () => {
    expect(ends()).toEqual({
      // Compared two minutes ago, which is believed for an hour.
      sync: '2026-11-22T12:58:00.000Z',
      // Scanned ten minutes ago, which is believed for three.
      compliance: '2026-11-22T14:50:00.000Z',
      // Looked at a minute ago: three looks of a minute each, and two minutes more.
      recovery: '2026-11-22T12:04:00.000Z',
    });
  });

  it('is judged again soon by a source that may be confirmed at any moment', () => {
    const soon = '2026-11-22T12:01:00.000Z';
    const stale = { state: 'stale', confirmedAt: minutesAgo(20) } as const;
    const failed = { ...stale, state: 'failed' } as const;
    expect(ends(statusesBut('velero', stale)).recovery).toBe(soon);
    expect(ends(statusesBut('argocd', stale)).sync).toBe(soon);
    // That one is back will be told.
    expect(ends(statusesBut('argocd', failed)).sync).not.toBe(soon);
  });

  it('is judged again soon by an assessor that says no end', () => {
    const [{ validUntil }] = judge({
      assessors: [{ ...assessors[0], validUntil: undefined }],
    });
    expect(validUntil).toBe('2026-11-22T12:01:00.000Z');
  });

  it('stays so where time changes nothing', () => {
    const still = { ...assessors[0], validUntil: () => undefined };
    const [{ validUntil }] = judge({ assessors: [still] });
    expect(validUntil).toBeNull();
  });

  it('is what the worlds above are made of', () => {
    expect(judge().map(({ state }) => state.verdict)).toEqual([
      'good',
      'good',
      'good',
    ]);
    expect(Object.keys(GOOD)).toEqual(['mgmt', 'eu-1']);
  });
});
