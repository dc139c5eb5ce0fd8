import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../../__testUtils__/examples';
import { specWith } from '../../__testUtils__/planWith';
import { readField, readList } from '../../forecast/readField';
import { planModule } from '../../plan/planModule';
import type { Manifest } from '../../types';

type Spec = ModuleSpecInput['spec'];
type Secrets = NonNullable<Spec['secrets']>;

const SERVICE: Spec['workload'] = { kind: 'service' };
const CHART: Spec['workload'] = {
  kind: 'worker',
  chart: { repository: 'https://charts.example', name: 'x', version: '1.0.0' },
};
const placements = ['eu-1', 'us-1'].map(cluster => ({
  environment: 'production',
  cluster,
}));
const SEALED = { secrets: { operator: 'sealed-secrets' } };
const storeWith = (store: object) => ({
  secrets: { operator: 'external-secrets', store },
});
const sealedFor = (scope?: 'strict' | 'namespace-wide' | 'cluster-wide') => [
  {
    name: 'stripe',
    keys: ['API_KEY'],
    scope,
    sealed: { 'eu-1': { API_KEY: 'Ageu' }, 'us-1': { API_KEY: 'Agus' } },
  },
];

function plan(
  secrets: Secrets,
  {
    zone = {},
    workload = SERVICE,
    more = {} as Partial<Spec>,
    name = 'shop',
  } = {},
) {
  return planModule({
    spec: specWith(workload, { placements, secrets, ...more }, name),
    // Its event buses need the store.
    zone: createRichZone('none', { events: undefined, ...zone }),
  });
}

/** The objects of a kind with the files that have them. */
function objectsOf(kind: string, ...args: Parameters<typeof plan>) {
  const { module, platform } = valueOf(plan(...args));
  return [...module, ...platform].flatMap(file =>
    'objects' in file
      ? file.objects
          .filter(object => object.kind === kind)
          .map(object => ({ path: file.path, object }))
      : [],
  );
}

const linesOf = (...args: Parameters<typeof plan>) =>
  problemsOf(plan(...args)).map(({ path, message }) => `${path}: ${message}`);

const API: Secrets = [{ name: 'api', keys: ['KEY', 'TOKEN'], path: 'a/b' }];

describe('a secret of a store', () => {
  it('is an ExternalSecret that reads below the path of its module', () => {
    expect(objectsOf('ExternalSecret', API)).toEqual([
      {
        path: 'deploy/base/external-secrets.yaml',
        object: {
          apiVersion: 'external-secrets.io/v1',
          kind: 'ExternalSecret',
          metadata: {
            name: 'api',
            labels: { 'orchestr8.io/module': 'shop' },
            annotations: { 'argocd.argoproj.io/sync-wave': '-2' },
          },
          spec: {
            refreshPolicy: 'Periodic',
            refreshInterval: '1h0m0s',
            secretStoreRef: { kind: 'SecretStore', name: 'shop' },
            target: {
              name: 'api',
              creationPolicy: 'Owner',
              deletionPolicy: 'Retain',
            },
            data: ['KEY', 'TOKEN'].map(key => ({
              secretKey: key,
              remoteRef: { key: 'o8/shop/a/b', property: key },
            })),
          },
        },
      },
    ]);
  });

  it('is read by an account that is no pod, with a role of the module', () => {
    const stores = objectsOf('SecretStore', API);
    expect(stores.map(({ path }) => path)).toEqual([
      'modules/shop/clusters/eu-1/secret-store.yaml',
      'modules/shop/clusters/us-1/secret-store.yaml',
    ]);
    expect(stores[1].object.spec).toEqual({
      provider: {
        vault: {
          server: 'https://vault.example:8200',
          path: 'secret',
          version: 'v2',
          auth: {
            kubernetes: {
              mountPath: 'kubernetes-us-1',
              role: 'o8-shop',
              serviceAccountRef: { name: 'shop-secrets' },
            },
          },
        },
      },
    });
    const account = objectsOf('ServiceAccount', API).find(
      ({ object }) => object.metadata.name === 'shop-secrets',
    );
    expect(account?.object).toMatchObject({
      metadata: { namespace: 'shop' },
      automountServiceAccountToken: false,
    });
  });

  it('comes with no store where nothing is read from one', () => {
    expect(objectsOf('SecretStore', [])).toEqual([]);
    expect(objectsOf('SecretStore', sealedFor(), { zone: SEALED })).toEqual([]);
  });

  it('is there for charts, whose pods are their own', () => {
    const options = { workload: CHART };
    expect(objectsOf('ExternalSecret', API, options)).toHaveLength(1);
    const { module } = valueOf(plan(API, options));
    expect(module.map(({ path }) => path)).toContain(
      'deploy/overlays/production-eu-1/kustomization.yaml',
    );
  });
});

describe('a sealed secret', () => {
  it('is in the overlay of each cluster, with its own ciphertext', () => {
    const found = objectsOf('SealedSecret', sealedFor(), { zone: SEALED });
    expect(
      found.map(({ path, object }) => [
        path,
        readField(object, 'spec.encryptedData.API_KEY'),
      ]),
    ).toEqual([
      ['deploy/overlays/production-eu-1/sealed-secrets.yaml', 'Ageu'],
      ['deploy/overlays/production-us-1/sealed-secrets.yaml', 'Agus'],
    ]);
    expect(found[0].object).toEqual({
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: {
        name: 'stripe',
        namespace: 'shop',
        labels: { 'orchestr8.io/module': 'shop' },
        annotations: { 'argocd.argoproj.io/sync-wave': '-2' },
      },
      spec: {
        encryptedData: { API_KEY: 'Ageu' },
        template: {
          type: 'Opaque',
          metadata: {
            name: 'stripe',
            namespace: 'shop',
            labels: { 'orchestr8.io/module': 'shop' },
          },
        },
      },
    });
  });

  it.each(['namespace-wide', 'cluster-wide'] as const)(
    'says where else it opens: %s',
    scope => {
      const [{ object }] = objectsOf('SealedSecret', sealedFor(scope), {
        zone: SEALED,
      });
      const said = { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
      expect(object.metadata.annotations).toMatchObject(said);
      expect(readField(object, 'spec.template.metadata.annotations')).toEqual(
        said,
      );
    },
  );

  it('is there for charts too', () => {
    const options = { zone: SEALED, workload: CHART };
    expect(objectsOf('SealedSecret', sealedFor(), options)).toHaveLength(2);
  });

  it('that opens everywhere on its cluster is told to reviewers', () => {
    const options = { zone: SEALED };
    expect(valueOf(plan(sealedFor('cluster-wide'), options)).notes).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^The ciphertext of the secret "stripe" opens/),
        expect.stringMatching(/^Nothing restarts its pods when "stripe"/),
      ]),
    );
  });
});

describe('a container', () => {
  const TLS: Secrets = [
    ...API,
    { name: 'tls', keys: ['tls.crt'], path: 'tls', mountPath: '/run/tls' },
  ];
  const podOf = (...args: Parameters<typeof plan>): Manifest =>
    objectsOf('Deployment', ...args)[0].object;

  it('has a variable per key, or read-only files', () => {
    const pod = podOf(TLS);
    const [container] = readList(pod, 'spec.template.spec.containers');
    expect(readList(container, 'env')).toEqual(
      expect.arrayContaining(
        ['KEY', 'TOKEN'].map(key => ({
          name: key,
          valueFrom: { secretKeyRef: { name: 'api', key } },
        })),
      ),
    );
    expect(readList(container, 'volumeMounts')).toContainEqual({
      name: 'secret-tls',
      mountPath: '/run/tls',
      readOnly: true,
    });
    expect(readList(pod, 'spec.template.spec.volumes')).toContainEqual({
      name: 'secret-tls',
      secret: { secretName: 'tls', defaultMode: 0o440 },
    });
  });

  it('is started again where the landing zone has somebody for it', () => {
    const annotation = 'spec.template.metadata.annotations';
    expect(readField(podOf(TLS), annotation)).toMatchObject({
      'secret.reloader.stakater.com/reload': 'api,tls',
    });
    const { name } = podOf([]).metadata;
    expect(name).toBe('shop');
    expect(JSON.stringify(podOf([]))).not.toContain('reloader');
    expect(valueOf(plan(TLS)).notes.join()).not.toContain('restarts');
  });

  it('gets each variable from one place', () => {
    expect(
      linesOf([{ name: 'a', keys: ['KEY', 'PGHOST'], path: 'a' }], {
        workload: { ...SERVICE, env: { KEY: 'x' } },
        more: { data: { postgresql: {} }, placements: [placements[0]] },
      }),
    ).toEqual([
      expect.stringMatching(/^spec\.workload\.env\.KEY: is set from/),
      expect.stringMatching(/^spec\.secrets\[0\]\.keys\[1\]: "PGHOST" is set/),
    ]);
  });
});

describe('a landing zone', () => {
  it('has one way to secrets, or none', () => {
    expect(linesOf(API, { zone: SEALED })).toEqual([
      expect.stringMatching(
        /^spec\.secrets\[0\]\.path: the landing zone "rich" has Sealed Secrets/,
      ),
    ]);
    expect(linesOf(sealedFor())).toEqual([
      expect.stringMatching(
        /^spec\.secrets\[0\]\.sealed: the landing zone "rich" reads secrets from its store/,
      ),
    ]);
    expect(linesOf(API, { zone: { secrets: undefined } })).toEqual([
      expect.stringMatching(
        /^spec\.secrets\[0\]\.path: the landing zone "rich" has nothing that makes/,
      ),
    ]);
  });

  it.each<[object, string[]]>([
    [
      { provider: 'vault', server: 'http://vault' },
      ['does not begin with https'],
    ],
    [{ provider: 'aws' }, ['store.region, which aws', 'store.role, which aws']],
    [
      { provider: 'gcp' },
      ['store.project, which gcp', 'store.role, which gcp'],
    ],
    [
      { provider: 'azure', server: 'https://o8.vault.azure.net' },
      ['store.tenantId, which azure', 'store.identities.shop, the client id'],
    ],
    [{ provider: 'kubernetes' }, ['store.namespace, which kubernetes']],
  ])('says what its store needs: %j', (store, lacks) => {
    expect(
      linesOf([{ ...API[0], path: 'a' }], { zone: storeWith(store) }),
    ).toEqual(
      lacks.map(text =>
        expect.stringMatching(
          new RegExp(`^spec\\.landingZone: "rich" has .*${text}`),
        ),
      ),
    );
  });

  it('knows what names its store takes', () => {
    const gcp = {
      provider: 'gcp',
      project: 'acme',
      role: '{module}@acme.iam.gserviceaccount.com',
    };
    expect(
      linesOf([{ ...API[0], path: 'a.b' }], { zone: storeWith(gcp) }),
    ).toEqual([
      'spec.secrets[0].path: would be "shop_a.b" in gcp, which takes letters, digits, "_" and "-", at most 255',
    ]);
  });
});
