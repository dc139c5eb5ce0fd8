import { minutesAgo, readExample } from '../__testUtils__';

const SCHEDULE = 'postgresql.cnpg.io/ScheduledBackup';
const BACKUP = 'postgresql.cnpg.io/Backup';
const noModule = { metadata: { labels: {} } };

it('says when base backups are due', () => {
  expect(readExample(SCHEDULE)).toEqual({
    type: 'postgresBackups.schedule',
    subject: { cluster: 'eu-1', namespace: 'platform-db' },
    evidenceAt: '2026-11-22T11:59:00.000Z',
    value: {
      cluster: 'billing-pg',
      cron: '0 0 2 * * *',
      isSuspended: false,
      method: 'plugin',
      message: null,
    },
    volatile: {
      lastRunAt: '2026-11-22T02:00:00.000Z',
      nextRunAt: '2026-11-23T02:00:00.000Z',
    },
  });
});

it('does not change by being looked at', () => {
  const status = {
    lastCheckTime: minutesAgo(0),
    lastScheduleTime: minutesAgo(0),
    nextScheduleTime: minutesAgo(-1_440),
  };
  expect(readExample(SCHEDULE, { status }).value).toEqual(
    readExample(SCHEDULE).value,
  );
});

it('says why none are made', () => {
  const { value } = readExample(SCHEDULE, {
    spec: { suspend: true, method: undefined },
    status: { error: 'no such cluster' },
  });
  expect(value).toMatchObject({
    isSuspended: true,
    method: 'barmanObjectStore',
    message: 'no such cluster',
  });
});

it('keeps each base backup as a record', () => {
  expect(readExample(BACKUP)).toEqual({
    type: 'postgresBackups.backup',
    uid: 'uid-Backup-billing',
    subject: { cluster: 'eu-1', namespace: 'platform-db' },
    evidenceAt: '2026-11-22T02:00:00.000Z',
    value: {
      cluster: 'billing-pg',
      phase: 'completed',
      method: 'plugin',
      schedule: 'billing-pg-daily',
      startedAt: '2026-11-22T02:00:00.000Z',
      completedAt: '2026-11-22T02:04:00.000Z',
      message: null,
    },
  });
});

it('knows one that has just been asked for', () => {
  const status = {
    phase: null,
    method: null,
    startedAt: null,
    stoppedAt: null,
  };
  expect(readExample(BACKUP, { ...noModule, status })).toMatchObject({
    binds: 'subject',
    subject: { cluster: 'eu-1', namespace: null },
    evidenceAt: null,
    value: { phase: '', method: 'plugin', schedule: null, completedAt: null },
  });
});

it('says why one did not work', () => {
  const status = { phase: 'failed', error: 'x'.repeat(999) };
  const { value } = readExample(BACKUP, { status });
  expect(value).toMatchObject({
    phase: 'failed',
    message: `${'x'.repeat(299)}…`,
  });
});
