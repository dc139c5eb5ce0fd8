import { minutesAgo } from '../time';
import { condition, inModule, onPlatform } from './createExample';

const API = 'external-secrets.io/v1';

/** What no fact may ever hold, put where each kind has its secrets. */
export const SECRET_TEXT = 'do-not-keep-this';

const provider = {
  vault: {
    server: 'https://vault.example.com:8200',
    path: SECRET_TEXT,
    auth: { tokenSecretRef: { name: SECRET_TEXT, key: 'token' } },
  },
};

/** How secrets get into a namespace. */
export const secretExamples = [
  inModule(API, 'ExternalSecret', {
    spec: {
      refreshPolicy: 'Periodic',
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: 'SecretStore', name: 'billing' },
      target: {
        name: 'billing-credentials',
        creationPolicy: 'Owner',
        template: { data: { password: SECRET_TEXT } },
      },
      data: [
        {
          secretKey: 'password',
          remoteRef: { key: SECRET_TEXT, property: 'password' },
        },
      ],
    },
    status: {
      refreshTime: minutesAgo(12),
      syncedResourceVersion: '1-abc',
      conditions: [condition('Ready', 'True', 'SecretSynced', 'secret synced')],
    },
  }),
  inModule(API, 'SecretStore', {
    spec: { provider },
    status: {
      capabilities: 'ReadWrite',
      conditions: [condition('Ready', 'True', 'Valid', 'store validated')],
    },
  }),
  onPlatform(null, API, 'ClusterSecretStore', {
    spec: { provider, conditions: [{ namespaces: ['billing'] }] },
    status: {
      capabilities: 'ReadOnly',
      conditions: [
        condition(
          'Ready',
          'False',
          'InvalidProviderConfig',
          'no route to host',
        ),
      ],
    },
  }),
  inModule('bitnami.com/v1alpha1', 'SealedSecret', {
    spec: {
      encryptedData: { 'api-key': SECRET_TEXT },
      template: { metadata: { name: 'billing-api-key' }, type: 'Opaque' },
    },
    status: { observedGeneration: 2, conditions: [condition('Synced')] },
  }),
];
