import { readExample } from '../__testUtils__';

const STORE = 'external-secrets.io/SecretStore';
const CLUSTER_STORE = 'external-secrets.io/ClusterSecretStore';

it('says what a store reads from, and no more of that', () => {
  expect(readExample(STORE)).toEqual({
    type: 'secretStores.store',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: {
      provider: 'vault',
      capabilities: 'ReadWrite',
      isRestricted: false,
      conditions: {
        Ready: { status: 'True', reason: 'Valid', message: 'store validated' },
      },
    },
  });
});

it('takes one of the cluster without a module as for all of it', () => {
  const metadata = { labels: {} };
  const fact = readExample(CLUSTER_STORE, { metadata });

  expect(fact).toMatchObject({
    type: 'secretStores.clusterStore',
    subject: { cluster: 'eu-1', namespace: null },
    binds: 'subject',
    value: {
      isRestricted: true,
      conditions: { Ready: { status: 'False', message: 'no route to host' } },
    },
  });
  expect(readExample(CLUSTER_STORE)).not.toHaveProperty('binds');
});

it('knows no provider where none is named', () => {
  expect(readExample(STORE, { spec: { provider: {} } }).value.provider).toBe(
    null,
  );
});
