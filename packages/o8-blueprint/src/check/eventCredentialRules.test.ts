import {
  contextOf,
  eventSpec,
  zoneWith,
} from '../systems/events/__testUtils__/eventPlans';
import {
  credentialAccess,
  credentialSecret,
} from '../systems/events/credentialObjects';
import type { Manifest } from '../types';
import { findCredentialProblems } from './eventCredentialRules';

const events = { bus: 'kafka' as const, publishes: [{ name: 'sent' }] };
const zone = zoneWith();
const written = [credentialAccess, credentialSecret].flatMap(({ emit }) =>
  emit(contextOf(events)),
);

/** An object that is written for the certificate of "shop", with other fields. */
function objectOf(kind: string, more: object = {}): Manifest {
  const [object] = written.filter(each => each.kind === kind);
  return { ...structuredClone(object), ...more };
}

const problemsOf = (
  object: Manifest,
  by: typeof zone | undefined = undefined,
) => findCredentialProblems(object, eventSpec(events), by);

const rule = (more: object) => ({
  rules: [
    {
      apiGroups: [''],
      resources: ['secrets'],
      resourceNames: ['shop'],
      verbs: ['get'],
      ...more,
    },
  ],
});

describe('findCredentialProblems', () => {
  it('has something to say about all that is written, and nothing against it', () => {
    expect(written.map(({ kind }) => kind).sort()).toEqual([
      'ExternalSecret',
      'Role',
      'RoleBinding',
      'SecretStore',
      'ServiceAccount',
    ]);
    for (const object of written) {
      expect(problemsOf(object)).toEqual([]);
      expect(problemsOf(object, zone)).toEqual([]);
    }
  });

  it('leaves alone what is of something else', () => {
    const metadata = { name: 'shop-secrets', namespace: 'shop' };
    for (const kind of ['ServiceAccount', 'SecretStore']) {
      expect(problemsOf(objectOf(kind, { metadata }))).toBeUndefined();
    }
    expect(problemsOf(objectOf('RoleBinding', { metadata }))).toBeUndefined();
  });

  it.each<[string, object]>([
    ['all Secrets', rule({ resourceNames: [] })],
    ['no names', rule({ resourceNames: undefined })],
    ['the private key of the CA', rule({ resourceNames: ['main-clients-ca'] })],
    ['another user', rule({ resourceNames: ['shop', 'bank'] })],
    ['lists', rule({ verbs: ['get', 'list'] })],
    ['ConfigMaps', rule({ resources: ['secrets', 'configmaps'] })],
    ['two rules', { rules: [...rule({}).rules, ...rule({}).rules] }],
    ['no rules', { rules: undefined }],
  ])('refuses a Role with %s', (_, more) => {
    expect(problemsOf(objectOf('Role', more))).toEqual([
      'must let nobody do more than get the Secret "shop" and that of the CA of the brokers',
    ]);
  });

  it('refuses a Role for another CA than that of the landing zone', () => {
    const other = objectOf(
      'Role',
      rule({ resourceNames: ['x-cluster-ca-cert'] }),
    );
    expect(problemsOf(other)).toEqual([]);
    expect(problemsOf(other, zone)).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['another name', { name: 'bank', namespace: 'kafka' }],
    ['the namespace of the module', { name: 'shop', namespace: 'shop' }],
  ])('refuses a Role in or with %s', (_, metadata) => {
    expect(problemsOf(objectOf('Role', { metadata }))).toEqual([
      expect.stringContaining('called "shop" and beside the brokers'),
    ]);
  });

  const subject = {
    kind: 'ServiceAccount',
    name: 'shop-kafka',
    namespace: 'shop',
  };

  it.each<[string, object]>([
    ['a team', { subjects: [{ kind: 'Group', name: 'team' }] }],
    ['the pods', { subjects: [{ ...subject, name: 'shop' }] }],
    ['another module', { subjects: [{ ...subject, namespace: 'bank' }] }],
    ['two accounts', { subjects: [subject, { ...subject, name: 'x' }] }],
    [
      'more than its Role',
      {
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'shop',
        },
      },
    ],
  ])('refuses a RoleBinding of %s', (_, more) => {
    expect(problemsOf(objectOf('RoleBinding', more))).toEqual([
      expect.stringContaining(
        'must bind the Role "shop" to the ServiceAccount',
      ),
    ]);
  });

  it('refuses an account that is somebody elsewhere', () => {
    const account = objectOf('ServiceAccount');
    const role = 'eks.amazonaws.com/role-arn';
    account.metadata.annotations = { [role]: 'arn:aws:iam::1:role/admin' };
    expect(problemsOf(account)).toEqual([
      `has the annotation ${role}, which may be an identity`,
    ]);
    for (const more of [
      { automountServiceAccountToken: true },
      { imagePullSecrets: [{ name: 'x' }] },
      { secrets: [{ name: 'x' }] },
    ]) {
      expect(problemsOf(objectOf('ServiceAccount', more))).toHaveLength(1);
    }
  });

  const kubernetes = {
    remoteNamespace: 'kafka',
    server: {
      url: 'https://kubernetes.default.svc',
      caProvider: {
        type: 'ConfigMap',
        name: 'kube-root-ca.crt',
        key: 'ca.crt',
      },
    },
    auth: { serviceAccount: { name: 'shop-kafka' } },
  };

  it.each<[string, object]>([
    ['another server', { server: { ...kubernetes.server, url: 'https://x' } }],
    ['another CA', { server: { url: kubernetes.server.url } }],
    ['another account', { auth: { serviceAccount: { name: 'shop' } } }],
    ['a token', { auth: { token: { bearerToken: { name: 'x' } } } }],
  ])('refuses a store with %s', (_, more) => {
    const spec = { provider: { kubernetes: { ...kubernetes, ...more } } };
    expect(problemsOf(objectOf('SecretStore', { spec }))).toHaveLength(1);
    expect(
      problemsOf(
        objectOf('SecretStore', { spec: { provider: { kubernetes } } }),
      ),
    ).toEqual([]);
  });

  it('refuses a store of another namespace than that of the brokers', () => {
    const spec = {
      provider: { kubernetes: { ...kubernetes, remoteNamespace: 'bank' } },
    };
    expect(problemsOf(objectOf('SecretStore', { spec }), zone)).toHaveLength(1);
  });

  it.each<[string, object]>([
    [
      'a store of the cluster',
      { secretStoreRef: { kind: 'ClusterSecretStore', name: 'shop' } },
    ],
    [
      'a store of somebody else',
      { secretStoreRef: { kind: 'SecretStore', name: 'o8-platform' } },
    ],
    ['everything', { dataFrom: [{ extract: { key: 'x' } }] }],
    [
      'another Secret',
      {
        target: {
          name: 'shop-db',
          creationPolicy: 'Owner',
          deletionPolicy: 'Retain',
        },
      },
    ],
    ['no data', { data: undefined }],
  ])('refuses a Secret of %s', (_, more) => {
    const { spec } = objectOf('ExternalSecret');
    const object = objectOf('ExternalSecret', {
      spec: { ...Object(spec), ...more },
    });
    expect(problemsOf(object)).toEqual([
      'must make the Secret "shop-kafka" from a store of the module, key by key, and nothing else',
    ]);
  });

  it('refuses further ones, which are none of a boundary', () => {
    for (const name of ['shop', 'shop-nats', 'shop-other']) {
      const metadata = { name, namespace: 'shop' };
      expect(problemsOf(objectOf('ExternalSecret', { metadata }))).toEqual([
        `is the ExternalSecret "${name}": among its boundary a module has only those of its database and its event bus`,
      ]);
    }
  });
});
