import { readExample } from '../__testUtils__';

const CLUSTER = 'postgresql.cnpg.io/Cluster';
const DATABASE = 'postgresql.cnpg.io/Database';
const ROLE = 'postgresql.cnpg.io/DatabaseRole';

const said = (reason: string) => ({ status: 'True', reason, message: null });

describe('a Cluster', () => {
  it('says how it is, and whether its WAL is archived', () => {
    expect(readExample(CLUSTER)).toEqual({
      type: 'postgres.cluster',
      subject: { cluster: 'eu-1', namespace: 'platform-db' },
      value: {
        image: 'ghcr.io/cloudnative-pg/postgresql:18.1',
        instances: 3,
        ready: 3,
        primary: 'billing-pg-1',
        phase: 'Cluster in healthy state',
        reason: null,
        replicaOf: null,
        archive: 'billing-pg',
        archiveTimeout: '5min',
        conditions: {
          Ready: said('ClusterIsReady'),
          ContinuousArchiving: said('ContinuousArchivingSuccess'),
          LastBackupSucceeded: said('LastBackupSucceeded'),
        },
      },
    });
  });

  it('without a module holds databases of many', () => {
    expect(readExample(CLUSTER, { metadata: { labels: {} } })).toMatchObject({
      binds: 'subject',
      subject: { cluster: 'eu-1', namespace: null },
    });
  });

  it.each<[unknown, string | null]>([
    [[], null],
    [[{ name: 'barman', parameters: { barmanObjectName: 'a' } }], null],
    [
      [
        {
          isWALArchiver: true,
          enabled: false,
          parameters: { barmanObjectName: 'a' },
        },
      ],
      null,
    ],
    [
      [
        { name: 'other' },
        { isWALArchiver: true, parameters: { barmanObjectName: 'a' } },
      ],
      'a',
    ],
  ])('with the plugins %j archives to %p', (plugins, archive) => {
    expect(readExample(CLUSTER, { spec: { plugins } }).value.archive).toBe(
      archive,
    );
  });

  it.each<[unknown, string | null]>([
    [undefined, null],
    [{ enabled: true, source: 'origin' }, 'origin'],
    [{ enabled: false, source: 'origin' }, null],
    [{ primary: 'eu-pg', source: 'eu-pg' }, 'eu-pg'],
    [{ primary: 'billing', source: 'us-pg' }, null],
    [{ primary: 'eu-pg', self: 'eu-pg', source: 'us-pg' }, null],
    ['yes', null],
  ])('with the replica %j copies from %p', (replica, expected) => {
    expect(readExample(CLUSTER, { spec: { replica } }).value.replicaOf).toBe(
      expected,
    );
  });
});

describe('a Database', () => {
  it('says where it is, and whether it is there', () => {
    expect(readExample(DATABASE).value).toEqual({
      cluster: 'shared-pg',
      name: 'billing',
      owner: 'billing',
      isGuarded: true,
      schemas: ['billing'],
      extensions: ['pgcrypto'],
      isApplied: true,
      message: null,
    });
  });

  it.each<[object, object, object]>([
    [{ databaseReclaimPolicy: 'delete' }, {}, { isGuarded: false }],
    [{ databaseReclaimPolicy: undefined }, {}, { isGuarded: true }],
    [
      {},
      { applied: false, message: 'no such owner' },
      { isApplied: false, message: 'no such owner' },
    ],
    [{}, { applied: undefined }, { isApplied: null }],
  ])('of %j and %j is %j', (spec, status, value) => {
    expect(readExample(DATABASE, { spec, status }).value).toMatchObject(value);
  });
});

describe('a DatabaseRole', () => {
  it('says what it may do', () => {
    expect(readExample(ROLE).value).toEqual({
      cluster: 'shared-pg',
      name: 'billing',
      isGuarded: true,
      canLogIn: true,
      rights: [],
      inRoles: [],
      isApplied: true,
      message: null,
    });
    const spec = {
      login: false,
      superuser: true,
      createdb: 'true',
      bypassrls: true,
      inRoles: ['pg_read_all_data'],
      databaseRoleReclaimPolicy: 'delete',
    };
    expect(readExample(ROLE, { spec }).value).toMatchObject({
      canLogIn: false,
      rights: ['superuser', 'bypassrls'],
      inRoles: ['pg_read_all_data'],
      isGuarded: false,
    });
  });
});
