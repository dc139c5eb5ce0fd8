import { minutesAgo, readExample } from '../__testUtils__';

const FILES = 'velero.io/PodVolumeBackup';
const SNAPSHOT = 'velero.io/DataUpload';

const times = {
  startedAt: '2026-11-22T11:30:00.000Z',
  completedAt: '2026-11-22T11:32:00.000Z',
};

it('says that the files of a volume were copied', () => {
  expect(readExample(FILES)).toEqual({
    type: 'volumeBackups.copy',
    uid: 'uid-PodVolumeBackup-billing',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    binds: 'subject',
    evidenceAt: '2026-11-22T11:30:00.000Z',
    value: {
      phase: 'Completed',
      backup: 'billing-1',
      volume: 'data',
      pod: 'billing-0',
      from: 'files',
      storage: 'default',
      ...times,
      bytes: { done: 4_096, total: 4_096 },
      message: null,
    },
    volatile: { bytesDone: 4_096, totalBytes: 4_096 },
  });
});

it('says that a snapshot of a volume was copied', () => {
  expect(readExample(SNAPSHOT).value).toMatchObject({
    volume: 'billing-data',
    pod: null,
    from: 'snapshot',
    ...times,
  });
});

it('does not change while it runs', () => {
  const running = (bytesDone: number) =>
    readExample(SNAPSHOT, {
      status: {
        phase: 'InProgress',
        completionTimestamp: undefined,
        progress: { bytesDone, totalBytes: 9_000 + bytesDone },
      },
    });
  expect(running(20).value).toEqual(running(10).value);
  expect(running(20).value.bytes).toBeNull();
  expect(running(20).volatile).toEqual({ bytesDone: 20, totalBytes: 9_020 });
});

it('has copied nothing where nobody says how much', () => {
  const status = {
    progress: null,
    completionTimestamp: minutesAgo(1),
    phase: 'Failed',
    message: 'no space left',
  };
  expect(readExample(FILES, { status }).value).toMatchObject({
    bytes: { done: 0, total: 0 },
    message: 'no space left',
  });
});

it.each<[string, object]>([
  [FILES, { pod: { name: 'billing-0' } }],
  [SNAPSHOT, { sourceNamespace: undefined }],
  [SNAPSHOT, { sourceNamespace: '' }],
])('of %s with %j is about no namespace but its own', (kind, spec) => {
  const fact = readExample(kind, { spec });
  expect(fact).not.toHaveProperty('binds');
  expect(fact.subject.namespace).toBe('velero');
});
