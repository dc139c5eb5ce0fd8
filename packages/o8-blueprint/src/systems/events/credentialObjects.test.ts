import { contextOf, zoneWith } from './__testUtils__/eventPlans';
import {
  credentialAccess,
  credentialKey,
  credentialSecret,
} from './credentialObjects';
import { credentialVolumes } from './credentials';

const publishes = [{ name: 'sent' }];
const kafka = { bus: 'kafka' as const, publishes };
const nats = { bus: 'nats' as const, publishes };
const from = (credentials: string) => zoneWith({ kafka: { credentials } });

describe('the certificate of a Kafka user', () => {
  it('may be read by an account of its own, and no other Secret but that of the CA', () => {
    expect(credentialAccess.emit(contextOf(kafka))).toMatchObject([
      {
        kind: 'Role',
        metadata: { name: 'shop', namespace: 'kafka' },
        rules: [
          {
            apiGroups: [''],
            resources: ['secrets'],
            resourceNames: ['shop', 'main-cluster-ca-cert'],
            verbs: ['get'],
          },
        ],
      },
      {
        kind: 'RoleBinding',
        metadata: { name: 'shop', namespace: 'kafka' },
        roleRef: { kind: 'Role', name: 'shop' },
        subjects: [
          { kind: 'ServiceAccount', name: 'shop-kafka', namespace: 'shop' },
        ],
      },
    ]);
  });

  it('comes into the namespace of the module, after it was made', () => {
    const [account, store, secret, ...rest] = credentialSecret.emit(
      contextOf(kafka),
    );
    expect(rest).toEqual([]);
    expect(account).toMatchObject({
      kind: 'ServiceAccount',
      metadata: { name: 'shop-kafka', namespace: 'shop' },
      automountServiceAccountToken: false,
    });
    expect(store).toMatchObject({
      kind: 'SecretStore',
      metadata: { name: 'shop-kafka', namespace: 'shop' },
      spec: {
        provider: {
          kubernetes: {
            remoteNamespace: 'kafka',
            auth: { serviceAccount: { name: 'shop-kafka' } },
          },
        },
      },
    });
    expect(secret).toMatchObject({
      kind: 'ExternalSecret',
      metadata: {
        name: 'shop-kafka',
        namespace: 'shop',
        // The user is of wave 1: an earlier one would wait for it for ever.
        annotations: { 'argocd.argoproj.io/sync-wave': '2' },
      },
      spec: {
        secretStoreRef: { kind: 'SecretStore', name: 'shop-kafka' },
        target: { name: 'shop-kafka' },
        data: [
          {
            secretKey: 'ca.crt',
            remoteRef: { key: 'main-cluster-ca-cert', property: 'ca.crt' },
          },
          {
            secretKey: 'user.crt',
            remoteRef: { key: 'shop', property: 'user.crt' },
          },
          {
            secretKey: 'user.key',
            remoteRef: { key: 'shop', property: 'user.key' },
          },
        ],
      },
    });
  });

  it('is in the store where the landing zone says so', () => {
    const context = contextOf(kafka, from('store'));
    expect(credentialAccess.emit(context)).toEqual([]);
    expect(credentialKey(context)).toBe('apps/shop/kafka');
    expect(credentialSecret.emit(context)).toMatchObject([
      {
        kind: 'ExternalSecret',
        spec: {
          secretStoreRef: { name: 'shop' },
          target: { name: 'shop-kafka' },
          data: ['ca.crt', 'user.crt', 'user.key'].map(key => ({
            secretKey: key,
            remoteRef: { key: 'apps/shop/kafka', property: key },
          })),
        },
      },
    ]);
  });

  it('is nothing of ours where the platform provides it', () => {
    const context = contextOf(kafka, from('provided'));
    expect(credentialAccess.emit(context)).toEqual([]);
    expect(credentialSecret.emit(context)).toEqual([]);
    expect(credentialKey(context)).toBeUndefined();
  });

  it.each(['kubernetes', 'store', 'provided'])(
    'is where pods read it: "%s"',
    credentials => {
      expect(credentialVolumes(contextOf(kafka, from(credentials)))).toEqual([
        {
          volume: {
            name: 'kafka-credentials',
            secret: {
              secretName: 'shop-kafka',
              defaultMode: 0o440,
              items: ['ca.crt', 'user.crt', 'user.key'].map(key => ({
                key,
                path: key,
              })),
            },
          },
          mount: {
            name: 'kafka-credentials',
            mountPath: '/run/o8/kafka',
            readOnly: true,
          },
        },
      ]);
    },
  );
});

describe('the user of NATS', () => {
  it('is in the store', () => {
    const context = contextOf(nats);
    expect(credentialAccess.emit(context)).toEqual([]);
    expect(credentialSecret.emit(context)).toMatchObject([
      {
        kind: 'ExternalSecret',
        metadata: { name: 'shop-nats', namespace: 'shop' },
        spec: {
          data: [
            {
              secretKey: 'nats.creds',
              remoteRef: { key: 'apps/shop/nats', property: 'nats.creds' },
            },
          ],
        },
      },
    ]);
  });

  it('is nobody where the landing zone has none', () => {
    const context = contextOf(
      nats,
      zoneWith({ nats: { credentials: 'none' } }),
    );
    expect(credentialSecret.emit(context)).toEqual([]);
    expect(credentialVolumes(context)).toEqual([]);
  });
});
