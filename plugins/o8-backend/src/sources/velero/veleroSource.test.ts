import {
  createBackup,
  createSchedule,
  createStorage,
  minutesAgo,
  readFacts,
} from '../__testUtils__';
import { parseGoDurationMs } from '../parseGoDurationMs';
import { isExcluded } from './toSubjects';
import { veleroSource } from './veleroSource';

describe('a Backup', () => {
  it('is a record of each namespace that it takes', () => {
    const backup = createBackup({
      spec: { includedNamespaces: ['billing', 'web', 'billing'] },
    });
    const records = readFacts(veleroSource, backup);

    expect(records.map(({ key, subject }) => [key, subject])).toEqual([
      ['billing', { cluster: 'eu-1', namespace: 'billing' }],
      ['web', { cluster: 'eu-1', namespace: 'web' }],
    ]);
    expect(records[0]).toEqual({
      type: 'velero.backup',
      key: 'billing',
      uid: 'uid-Backup-billing-1',
      subject: { cluster: 'eu-1', namespace: 'billing' },
      binds: 'subject',
      evidenceAt: '2026-11-22T11:30:00.000Z',
      value: {
        phase: 'Completed',
        startedAt: '2026-11-22T11:30:00.000Z',
        completedAt: '2026-11-22T11:31:00.000Z',
        expiresAt: '2026-11-24T23:30:00.000Z',
        createdAt: '2026-11-22T11:30:00.000Z',
        itemsBackedUp: 42,
        storage: 'default',
        schedule: 'billing',
        message: null,
        excluded: [],
        isPartial: false,
        hooksFailed: 0,
        deleting: false,
      },
    });
  });

  it('of the whole cluster is one record', () => {
    const spec = {
      includedNamespaces: ['*'],
      excludedNamespaces: ['web', 'kube-*'],
    };
    const records = readFacts(veleroSource, createBackup({ spec }));

    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      key: '',
      subject: { cluster: 'eu-1', namespace: null },
      value: { excluded: ['kube-*', 'web'] },
    });
  });

  it('without a spec takes everything, as Velero reads it', () => {
    const { spec: _spec, ...rest } = createBackup();
    expect(readFacts(veleroSource, rest as never)[0].subject.namespace).toBe(
      null,
    );
  });

  it('joins what Velero says of a failure', () => {
    const status = {
      phase: 'FailedValidation',
      failureReason: 'no',
      validationErrors: ['a', 'b'],
    };
    expect(
      readFacts(veleroSource, createBackup({ status }))[0].value.message,
    ).toBe('no; a; b');
  });

  it.each([
    ['by its phase', createBackup({ status: { phase: 'Deleting' } })],
    [
      'by its metadata',
      createBackup({ metadata: { deletionTimestamp: minutesAgo(1) } }),
    ],
  ])('is being deleted %s', (_name, backup) => {
    expect(readFacts(veleroSource, backup)[0].value.deleting).toBe(true);
  });
});

describe('a Schedule', () => {
  it('is a fact of each namespace that it is to take', () => {
    const [fact] = readFacts(veleroSource, createSchedule());
    expect(fact).toMatchObject({
      type: 'velero.schedule',
      key: 'billing',
      binds: 'subject',
      value: {
        phase: 'Enabled',
        cron: '15 * * * *',
        paused: false,
        storage: 'default',
        message: null,
      },
    });
    expect(fact).not.toHaveProperty('uid');
  });

  it.each([
    [true, true],
    [false, false],
    ['true', false],
    [null, false],
  ])('with paused %p', (paused, expected) => {
    const [{ value }] = readFacts(
      veleroSource,
      createSchedule({ spec: { paused } }),
    );
    expect(value.paused).toBe(expected);
  });
});

describe('a storage location', () => {
  it('concerns all namespaces of its cluster', () => {
    expect(readFacts(veleroSource, createStorage())[0]).toEqual({
      type: 'velero.storage',
      subject: { cluster: 'eu-1', namespace: null },
      binds: 'subject',
      evidenceAt: '2026-11-22T11:59:00.000Z',
      value: {
        phase: 'Available',
        isDefault: true,
        readOnly: false,
        validationFrequencyMs: 60_000,
        message: null,
      },
    });
  });

  it.each([
    [undefined, 60_000],
    ['often', 60_000],
    ['0s', 0],
    ['1h30m', 5_400_000],
  ])('with validationFrequency %p', (validationFrequency, expected) => {
    const spec = { validationFrequency, accessMode: 'ReadOnly' };
    const [{ value }] = readFacts(veleroSource, createStorage({ spec }));
    expect(value).toMatchObject({
      validationFrequencyMs: expected,
      readOnly: true,
    });
  });
});

it.each([
  ['1m0s', 60_000],
  ['1.5h', 5_400_000],
  ['250ms', 250],
  ['0', 0],
  ['0s', 0],
  ['', undefined],
  [undefined, undefined],
  ['60', undefined],
  ['1d', undefined],
  ['-1m', undefined],
  ['1m and more', undefined],
])('parseGoDurationMs(%p) is %p', (text, expected) => {
  expect(parseGoDurationMs(text)).toBe(expected);
});

it.each([
  ['web', ['web'], true],
  ['web', ['webs'], false],
  ['kube-system', ['kube-*'], true],
  ['prod-1', ['!(prod-[12]|web)'], false],
  ['web', ['!(prod-[12]|web)'], false],
  ['prod-3', ['!(prod-[12]|web)'], true],
  ['web', [], false],
])('whether %s is left out by %j: %s', (namespace, excluded, expected) => {
  expect(isExcluded(namespace, excluded)).toBe(expected);
});
