import { minutesAgo, readExample } from '../__testUtils__';

const KIND = 'external-secrets.io/ExternalSecret';

it('says where a secret comes from, and when it last did', () => {
  expect(readExample(KIND)).toEqual({
    type: 'externalSecrets.externalSecret',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    evidenceAt: '2026-11-22T11:48:00.000Z',
    value: {
      store: { kind: 'SecretStore', name: 'billing' },
      refreshPolicy: 'Periodic',
      refreshIntervalMs: 3_600_000,
      target: 'billing-credentials',
      keys: 1,
      wholePaths: 0,
      conditions: {
        Ready: {
          status: 'True',
          reason: 'SecretSynced',
          message: 'secret synced',
        },
      },
    },
  });
});

it('does not change by being read again', () => {
  const { value } = readExample(KIND);
  const later = readExample(KIND, {
    status: { refreshTime: minutesAgo(0), syncedResourceVersion: '2-def' },
  });
  expect(later.value).toEqual(value);
  expect(later.evidenceAt).toBe('2026-11-22T12:00:00.000Z');
});

it('takes what is not said as the operator does', () => {
  const spec = {
    refreshPolicy: undefined,
    refreshInterval: undefined,
    secretStoreRef: { name: 'vault' },
    target: undefined,
    data: undefined,
    dataFrom: [{ extract: { key: 'a' } }],
  };
  expect(readExample(KIND, { spec }).value).toMatchObject({
    store: { kind: 'SecretStore', name: 'vault' },
    refreshPolicy: 'Periodic',
    refreshIntervalMs: 3_600_000,
    target: 'billing',
    keys: 0,
    wholePaths: 1,
  });
});

it.each<[unknown, number]>([
  ['15m', 900_000],
  ['0', 0],
  ['0s', 0],
  ['often', 3_600_000],
  [7, 3_600_000],
])('is refreshed after %p', (refreshInterval, expected) => {
  expect(readExample(KIND, { spec: { refreshInterval } }).value).toMatchObject({
    refreshIntervalMs: expected,
  });
});

it('knows no store where none is named', () => {
  const spec = { secretStoreRef: undefined };
  expect(readExample(KIND, { spec }).value.store).toBeNull();
});
