import { findSurprises } from '../__testUtils__';
import { databaseSchema, objectStorageSchema } from './database';

const DATABASE = { cluster: 'shared-pg', namespace: 'platform-db' };

it('databaseSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(databaseSchema, {
      takes: [
        DATABASE,
        {
          ...DATABASE,
          retention: '14d',
          scheduledBackups: true,
          caConfigMap: 'platform-ca',
          operator: { namespace: 'cnpg', podLabels: { app: 'cnpg' } },
          apiServerCidrs: ['192.0.2.1/32'],
          apiServerPort: 443,
          image: 'ghcr.io/cloudnative-pg/postgresql:18',
          storageClass: 'fast',
        },
      ],
      refuses: [
        [
          {
            ...DATABASE,
            retention: 'ever',
            operator: { namespace: 'cnpg', podLabels: {} },
            apiServerCidrs: ['0.0.0.0/0'],
            apiServerPort: 0,
            image: 'postgresql',
          },
          /^retention: is not a length of time/,
          /^operator\.podLabels: needs at least one label/,
          /^apiServerCidrs\[0\]: is too large/,
          'apiServerPort: must be 1 to 65535',
          /^image: needs a tag or a digest/,
        ],
        [
          { ...DATABASE, apiServerCidrs: [] },
          'apiServerCidrs: needs at least one range of addresses',
        ],
      ],
      hostile: [
        cluster => ({ ...DATABASE, cluster }),
        caConfigMap => ({ ...DATABASE, caConfigMap }),
      ],
    }),
  ).toEqual([]);
});

it('knows where CloudNativePG is by its own documentation', () => {
  expect(databaseSchema.parse(DATABASE)).toMatchObject({
    retention: '30d',
    scheduledBackups: false,
    operator: {
      namespace: 'cnpg-system',
      podLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
    },
    apiServerPort: 6443,
  });
});

it('objectStorageSchema takes and refuses what it should, and says why', () => {
  const url = 's3://backups/eu-1';
  const role = 'eks.amazonaws.com/role-arn';
  expect(
    findSurprises(objectStorageSchema, {
      takes: [
        { url },
        { url: 'gs://backups/', cidrs: ['203.0.113.0/24'], ports: [443, 80] },
        { url: 'https://acme.blob.core.windows.net/backups' },
        {
          url,
          endpointUrl: 'https://minio.example:9000',
          serviceAccountAnnotations: {
            [role]: 'arn:aws:iam::1:role/pg-{module}-{cluster}',
          },
        },
      ],
      refuses: [
        [{ url: 'ftp://backups' }, /^url: is not an address such as s3:/],
        [{ url: 's3://backups/../x' }, /^url: is not an address/],
        [{ url, cidrs: [] }, 'cidrs: needs at least one range of addresses'],
        [{ url, ports: [] }, 'ports: needs at least one port'],
        [
          { url, endpointUrl: 'http://minio.example' },
          'endpointUrl: is not an https URL without a path',
        ],
        [
          { url, serviceAccountAnnotations: { [role]: '{x}' } },
          /role-arn"?\]?: is not the name of an identity/,
        ],
        [{ url, accessKey: 'x' }, /^accessKey: is not a field/],
      ],
      hostile: [
        text => ({ url: `s3://a/${text}` }),
        text => ({ url, serviceAccountAnnotations: { [role]: text } }),
      ],
    }),
  ).toEqual([]);
});
