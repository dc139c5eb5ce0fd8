import { minutesAgo, readExample } from '../__testUtils__';

const KIND = 'barmancloud.cnpg.io/ObjectStore';
const read = (serverRecoveryWindow: unknown) =>
  readExample(KIND, { status: { serverRecoveryWindow } }).value.servers;

it('says how far back each server can be brought', () => {
  expect(readExample(KIND)).toEqual({
    type: 'barman.store',
    subject: { cluster: 'eu-1', namespace: 'platform-db' },
    value: {
      retention: '30d',
      servers: [
        {
          name: 'billing-pg',
          firstRecoverableAt: '2026-10-25T17:20:00.000Z',
          lastBackupAt: '2026-11-22T02:04:00.000Z',
          lastFailureAt: null,
        },
      ],
    },
  });
});

it('without a module keeps backups of many', () => {
  expect(readExample(KIND, { metadata: { labels: {} } })).toMatchObject({
    binds: 'subject',
    subject: { namespace: null },
  });
});

it('knows of failures, and of nothing at all', () => {
  expect(read({ a: { lastFailedBackupTime: minutesAgo(1) }, b: null })).toEqual(
    [
      {
        name: 'a',
        firstRecoverableAt: null,
        lastBackupAt: null,
        lastFailureAt: '2026-11-22T11:59:00.000Z',
      },
    ],
  );
  expect(read(undefined)).toEqual([]);
  expect(read('none')).toEqual([]);
});

it('keeps some of very many', () => {
  const servers = Array.from({ length: 99 }, (_, i) => [`pg-${i}`, {}]);
  expect(read(Object.fromEntries(servers))).toHaveLength(10);
});
