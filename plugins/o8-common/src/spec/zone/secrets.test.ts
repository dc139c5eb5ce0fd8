import { findSurprises } from '../__testUtils__';
import { secretsSchema } from './secrets';

const storeWith = (store: object) => ({ operator: 'external-secrets', store });
const UUID = '0b1c2d3e-0000-4000-8000-00000000abcd';
const CA = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

const VAULT = {
  provider: 'vault',
  server: 'https://vault.example:8200',
  path: 'o8',
  mount: 'kv',
  authMount: 'kubernetes-{cluster}',
  namespace: 'teams/platform',
  role: 'o8-{module}',
  ca: CA,
};
const AWS = {
  provider: 'aws',
  region: 'eu-central-1',
  role: 'arn:aws:iam::123456789012:role/o8-{cluster}-{module}',
};
const AZURE = {
  provider: 'azure',
  server: 'https://o8.vault.azure.net',
  tenantId: UUID,
  identities: { billing: UUID },
};

it('secretsSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(secretsSchema, {
      takes: [
        { operator: 'sealed-secrets', certificates: { 'eu-1': 'P' } },
        { operator: 'sealed-secrets', reloader: true },
        storeWith({ provider: 'vault' }),
        storeWith(VAULT),
        storeWith(AWS),
        storeWith({
          provider: 'gcp',
          project: 'acme-prod',
          role: 'o8-{module}@acme-prod.iam.gserviceaccount.com',
        }),
        storeWith(AZURE),
        storeWith({
          provider: 'kubernetes',
          server: 'https://10.0.0.1:6443',
          namespace: 'secrets-{module}',
          ca: CA,
        }),
      ],
      refuses: [
        [
          { operator: 'sops' },
          'operator: must be one of external-secrets, sealed-secrets',
        ],
        [
          storeWith({ provider: 'file' }),
          'store.provider: must be one of vault, aws, gcp, azure, kubernetes',
        ],
        [
          storeWith({ ...AWS, role: 'arn:aws:iam::123456789012:role/all' }),
          'store.role: must contain "{module}": each module has one of its own',
        ],
        [
          storeWith({ ...VAULT, role: 'o8-{modules}' }),
          'store.role: is not a name with "{module}" or "{cluster}" in it',
        ],
        [
          storeWith({ provider: 'kubernetes', namespace: 'secrets' }),
          /^store\.namespace: must contain "\{module\}"/,
        ],
        [
          storeWith({ ...AWS, server: 'https://a', project: 'b' }),
          'store.server: is for "provider: vault, azure, kubernetes" only',
          'store.project: is for "provider: gcp" only',
        ],
        [
          storeWith({ ...AZURE, tenantId: 'acme' }),
          'store.tenantId: is not a UUID',
        ],
        [
          storeWith({ ...AZURE, identities: { billing: 'x', 'a b': UUID } }),
          'store.identities.billing: is not a UUID',
          /^store\.identities\["a b"\]: is not a DNS label/,
        ],
        [
          storeWith({
            ...VAULT,
            ca: '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n',
          }),
          'store.ca: is not a certificate (PEM)',
        ],
        [
          storeWith({ ...VAULT, token: 'hvs.x' }),
          'store.token: is not a field that this version knows',
        ],
      ],
      hostile: [
        role => storeWith({ ...VAULT, role: `{module}${role}` }),
        mount => storeWith({ ...VAULT, mount }),
        namespace => storeWith({ ...VAULT, namespace }),
        server => storeWith({ ...VAULT, server: `https://${server}` }),
        region => storeWith({ ...AWS, region }),
      ],
    }),
  ).toEqual([]);
});

it('restarts nothing by itself unless it is said', () => {
  expect(secretsSchema.parse({ operator: 'sealed-secrets' })).toEqual({
    operator: 'sealed-secrets',
    reloader: false,
  });
});
