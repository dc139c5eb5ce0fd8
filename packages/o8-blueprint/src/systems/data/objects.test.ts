import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { specWith } from '../../__testUtils__/planWith';
import { planClusters } from '../../plan/planObjects';
import { planModule } from '../../plan/planModule';
import type { Manifest, ModulePlan } from '../../types';

type Postgresql = NonNullable<
  NonNullable<ModuleSpecInput['spec']['data']>['postgresql']
>;

const REGIONS = ['eu-1', 'us-1'].map(cluster => ({
  environment: 'production',
  cluster,
}));
const STAGING = { environment: 'staging', cluster: 'stage-1' };

function planOf(
  postgresql: Postgresql,
  more: Partial<ModuleSpecInput['spec']> = {},
  mesh: 'none' | 'sidecar' | 'ambient' = 'none',
): ModulePlan {
  const spec = specWith(
    { kind: 'service', image: 'a/b:1' },
    { data: { postgresql }, ...more },
    'call-router',
  );
  return valueOf(planModule({ spec, zone: createRichZone(mesh) }));
}

function objectsOn(plan: ModulePlan, cluster = 'eu-1'): Manifest[] {
  return planClusters(plan)
    .filter(({ path }) => path.includes(`/clusters/${cluster}/`))
    .flatMap(({ objects }) => objects);
}

function find(plan: ModulePlan, kind: string, cluster?: string): Manifest[] {
  return objectsOn(plan, cluster).filter(object => object.kind === kind);
}

const KEPT = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};

describe('a shared database', () => {
  const plan = planOf({ extensions: ['pg_trgm'], connectionLimit: 7 });

  it('is the module’s own database, schema and role on the shared cluster', () => {
    const [role] = find(plan, 'DatabaseRole');
    const [database] = find(plan, 'Database');
    for (const { metadata } of [role, database]) {
      expect(metadata).toMatchObject({
        name: 'call-router',
        namespace: 'platform-db',
        annotations: KEPT,
      });
    }
    expect(role.spec).toEqual({
      cluster: { name: 'shared-pg' },
      name: 'call_router',
      login: true,
      connectionLimit: 7,
      passwordSecret: { name: 'call-router-database' },
      databaseRoleReclaimPolicy: 'retain',
    });
    expect(database.spec).toEqual({
      cluster: { name: 'shared-pg' },
      name: 'call_router',
      owner: 'call_router',
      ensure: 'present',
      databaseReclaimPolicy: 'retain',
      schemas: [
        { name: 'call_router', owner: 'call_router', ensure: 'present' },
      ],
      extensions: [{ name: 'pg_trgm', ensure: 'present' }],
    });
    expect(find(plan, 'Cluster')).toEqual([]);
  });

  it('has one password in two namespaces, from two stores', () => {
    const secrets = find(plan, 'ExternalSecret');
    expect(
      secrets.map(({ metadata, spec }) => [
        metadata.namespace,
        Reflect.get(Object(spec), 'secretStoreRef'),
      ]),
    ).toEqual([
      ['call-router', { kind: 'SecretStore', name: 'call-router' }],
      ['platform-db', { kind: 'SecretStore', name: 'o8-platform' }],
    ]);
    for (const { metadata, spec } of secrets) {
      expect(metadata.name).toBe('call-router-database');
      expect(spec).toMatchObject({
        target: {
          name: 'call-router-database',
          template: {
            type: 'kubernetes.io/basic-auth',
            metadata: { labels: { 'cnpg.io/reload': 'true' } },
            data: { username: 'call_router', password: '{{ .password }}' },
          },
        },
        data: [
          {
            remoteRef: {
              key: 'o8/call-router/database',
              property: 'password',
            },
          },
        ],
      });
    }
    expect(plan.notes).toContainEqual(
      expect.stringContaining('"o8/call-router/database", field'),
    );
  });

  it('waits with everything until the policies of the namespace are there', () => {
    const waves = objectsOn(plan)
      .filter(({ kind }) => /Database|ExternalSecret/.test(kind))
      .map(({ kind, metadata }) => [
        kind,
        Number(metadata.annotations?.['argocd.argoproj.io/sync-wave']),
      ]);
    expect(waves).toEqual([
      ['ExternalSecret', 1],
      ['ExternalSecret', 1],
      ['DatabaseRole', 2],
      ['Database', 3],
    ]);
  });
});

describe('a dedicated database', () => {
  it('is a cluster with an archive of its own', () => {
    const plan = planOf({
      mode: 'dedicated',
      pitrWindow: '36h',
      connectionLimit: 200,
      size: '20Gi',
    });
    const [store] = find(plan, 'ObjectStore');
    expect(store.metadata.annotations).toMatchObject(KEPT);
    expect(store.spec).toMatchObject({
      retentionPolicy: '2d',
      configuration: {
        destinationPath: 's3://backups/rich/call-router',
        s3Credentials: { inheritFromIAMRole: true },
      },
    });
    const [cluster] = find(plan, 'Cluster');
    expect(cluster.metadata).toMatchObject({
      name: 'call-router-db',
      namespace: 'call-router',
      annotations: KEPT,
      labels: { 'velero.io/exclude-from-backup': 'true' },
    });
    expect(cluster.spec).toMatchObject({
      instances: 3,
      enablePDB: true,
      imageName: 'registry.example/postgresql:18',
      storage: { size: '20Gi' },
      // Its volumes inherit it: Velero leaves them out.
      inheritedMetadata: {
        labels: { 'velero.io/exclude-from-backup': 'true' },
      },
      serviceAccountTemplate: {
        metadata: {
          annotations: {
            'eks.amazonaws.com/role-arn':
              'arn:aws:iam::123456789012:role/pg-call-router',
          },
        },
      },
      bootstrap: {
        initdb: { database: 'call_router', owner: 'call_router' },
      },
      plugins: [
        {
          name: 'barman-cloud.cloudnative-pg.io',
          isWALArchiver: true,
          parameters: {
            barmanObjectName: 'call-router-db',
            serverName: 'call-router-eu-1',
          },
        },
      ],
      postgresql: {
        parameters: { archive_timeout: '300s', max_connections: '220' },
        synchronous: { method: 'any', number: 1 },
      },
    });
    expect(cluster.spec).not.toHaveProperty('replica');
    expect(find(plan, 'Database')[0].spec).toMatchObject({
      cluster: { name: 'call-router-db' },
      name: 'call_router',
      connectionLimit: 200,
    });
    // The operator makes its password.
    expect(find(plan, 'ExternalSecret')).toEqual([]);
  });

  it.each([
    ['standard', undefined, '0 49 2 * * *'],
    ['critical', undefined, '0 49 2 * * *'],
    ['standard', '5 3 * * 0', '0 5 3 * * 0'],
    ['standard', '17 */6 * * *', '0 49 2 * * *'],
  ] as const)(
    'has base backups of six fields at most daily: %s %s',
    (tier, schedule, expected) => {
      const plan = planOf(
        { mode: 'dedicated' },
        { recovery: { tier, schedule } },
      );
      expect(find(plan, 'ScheduledBackup')[0].spec).toEqual({
        schedule: expected,
        immediate: true,
        backupOwnerReference: 'self',
        cluster: { name: 'call-router-db' },
        method: 'plugin',
        pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
      });
    },
  );

  it.each([
    ['10m', '300s'],
    ['3m', '90s'],
    ['10s', '30s'],
  ])('archives twice in what may be lost: %s', (rpo, expected) => {
    const plan = planOf({ mode: 'dedicated' }, { recovery: { rpo } });
    expect(find(plan, 'Cluster')[0].spec).toHaveProperty(
      'postgresql.parameters.archive_timeout',
      expected,
    );
  });

  it.each([
    ['none', {}],
    ['sidecar', { 'sidecar.istio.io/inject': 'false' }],
    ['ambient', { 'istio.io/dataplane-mode': 'none' }],
  ] as const)('is in no mesh: %s', (mesh, labels) => {
    const plan = planOf({ mode: 'dedicated', instances: 1 }, {}, mesh);
    const [{ spec }] = find(plan, 'Cluster');
    expect(spec).toMatchObject({
      inheritedMetadata: {
        labels: {
          'orchestr8.io/module': 'call-router',
          'velero.io/exclude-from-backup': 'true',
          ...labels,
        },
      },
      // Nobody could drain the node of a single instance.
      enablePDB: false,
      primaryUpdateMethod: 'restart',
    });
    expect(spec).not.toHaveProperty('postgresql.synchronous');
  });

  it('is followed in the other region, and by no other environment', () => {
    const plan = planOf(
      { mode: 'dedicated', primary: 'us-1', promotionToken: 'e30=' },
      { placements: [...REGIONS, STAGING] },
    );
    const specOn = (name: string) => find(plan, 'Cluster', name)[0].spec;
    const secret = { name: 'call-router-database' };
    expect(specOn('us-1')).toMatchObject({
      bootstrap: { initdb: { owner: 'call_router', secret } },
      replica: {
        self: 'call-router-us-1',
        primary: 'call-router-us-1',
        source: 'call-router-eu-1',
        promotionToken: 'e30=',
      },
    });
    expect(specOn('eu-1')).toMatchObject({
      bootstrap: {
        recovery: {
          source: 'call-router-us-1',
          database: 'call_router',
          owner: 'call_router',
          secret,
        },
      },
      replica: {
        self: 'call-router-eu-1',
        primary: 'call-router-us-1',
        source: 'call-router-us-1',
      },
      externalClusters: ['eu-1', 'us-1'].map(name => ({
        name: `call-router-${name}`,
        plugin: { parameters: { serverName: `call-router-${name}` } },
      })),
    });
    expect(specOn('eu-1')).not.toHaveProperty('replica.promotionToken');
    expect(specOn('stage-1')).not.toHaveProperty('replica');
    // Both regions have to know the same password.
    expect(find(plan, 'ExternalSecret', 'eu-1')).toHaveLength(1);
    expect(find(plan, 'Database', 'eu-1')).toHaveLength(1);
  });

  it('never continues an archive that it is told to leave', () => {
    const plan = planOf({ mode: 'dedicated', archive: 'after-loss' });
    expect(JSON.stringify(find(plan, 'Cluster'))).toContain(
      '"serverName":"call-router-eu-1-after-loss"',
    );
  });
});

it('is nothing at all for a module without a database', () => {
  const spec = specWith({ kind: 'service' });
  const plan = valueOf(planModule({ spec, zone: createRichZone('sidecar') }));
  const kinds = objectsOn(plan).map(({ kind }) => kind);
  expect(kinds).toContain('Namespace');
  expect(
    kinds.filter(kind => /Cluster|Database|ObjectStore/.test(kind)),
  ).toEqual([]);
});
