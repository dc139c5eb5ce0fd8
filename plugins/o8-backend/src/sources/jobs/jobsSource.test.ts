import { minutesAgo, readExample } from '../__testUtils__';

const IMAGE = `registry.example.com/billing@sha256:${'0a'.repeat(32)}`;

it('says how a Job went', () => {
  expect(readExample('batch/Job').value).toEqual({
    images: [IMAGE],
    cronJob: 'billing',
    isSuspended: false,
    startedAt: '2026-11-22T11:30:00.000Z',
    completedAt: '2026-11-22T11:31:00.000Z',
    succeeded: 1,
    failed: 0,
    conditions: {
      Complete: {
        status: 'True',
        reason: 'CompletionsReached',
        message: null,
      },
    },
  });
});

it('knows a Job of nobody that has not begun', () => {
  const { value } = readExample('batch/Job', {
    metadata: { ownerReferences: [{ kind: 'Workflow', name: 'a' }, 7] },
    spec: { suspend: true },
    status: {
      startTime: null,
      completionTime: null,
      succeeded: null,
      failed: 2,
      conditions: [],
    },
  });
  expect(value).toMatchObject({
    cronJob: null,
    isSuspended: true,
    startedAt: null,
    completedAt: null,
    succeeded: 0,
    failed: 2,
  });
});

it('says when a CronJob runs, and when it last went well', () => {
  expect(readExample('batch/CronJob')).toEqual({
    type: 'jobs.cronJob',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    evidenceAt: '2026-11-22T11:31:00.000Z',
    value: {
      images: [IMAGE],
      cron: '*/30 * * * *',
      timeZone: 'Europe/Berlin',
      isSuspended: false,
    },
    volatile: { lastRunAt: '2026-11-22T11:30:00.000Z' },
  });
});

it('does not change by running', () => {
  const status = {
    lastScheduleTime: minutesAgo(0),
    lastSuccessfulTime: minutesAgo(0),
    active: [{ name: 'billing-1' }],
  };
  expect(readExample('batch/CronJob', { status }).value).toEqual(
    readExample('batch/CronJob').value,
  );
});
