import type { System } from '../System';
import { externalSecrets } from './externalSecrets';
import { findZoneSecretProblems } from './findZoneSecretProblems';
import { noteSecrets } from './noteSecrets';
import { sealedSecrets } from './sealedSecrets';
import { secretStore } from './secretStore';

export const secrets: System = {
  rows: [
    {
      title: 'Secrets: External Secrets',
      summary:
        'An ExternalSecret per secret of the spec. The platform repository has the SecretStore of the namespace and the account by which it is asked: both are for this module only.',
      watches: [
        { group: 'external-secrets.io', kind: 'ExternalSecret' },
        { group: 'external-secrets.io', kind: 'SecretStore' },
      ],
      checks: ['SEC-1', 'SEC-2', 'SEC-3'],
      source: 'systems/secrets',
    },
    {
      title: 'Secrets: Sealed Secrets',
      summary:
        'A SealedSecret per secret of the spec in the overlay of each cluster, with the ciphertext that `o8 seal` has written for it.',
      watches: [{ group: 'bitnami.com', kind: 'SealedSecret' }],
      checks: ['SEC-1', 'SEC-2', 'SEC-3'],
      source: 'seal',
    },
  ],
  module: [externalSecrets, sealedSecrets],
  cluster: [secretStore],
  findProblems: findZoneSecretProblems,
  notes: noteSecrets,
};
