import { createControllers } from '../__testUtils__/createControllers';
import { KINDS } from '../kinds';

const DAY_MS = 86_400_000;
const BARMAN = 'barman-cloud.cloudnative-pg.io';

const object = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'a', namespace: 'shop' },
  spec,
});
const cluster = (instances = 3) =>
  object('postgresql.cnpg.io/v1', 'Cluster', {
    instances,
    storage: { size: '1Gi' },
    plugins: [
      {
        name: BARMAN,
        isWALArchiver: true,
        parameters: { barmanObjectName: 'a', serverName: 'a-eu-1' },
      },
    ],
  });
const objectStore = object('barmancloud.cnpg.io/v1', 'ObjectStore', {
  configuration: { destinationPath: 's3://backups/a' },
});
const scheduled = (more: object = {}) =>
  object('postgresql.cnpg.io/v1', 'ScheduledBackup', {
    schedule: '0 30 2 * * *',
    immediate: true,
    backupOwnerReference: 'self',
    cluster: { name: 'a' },
    method: 'plugin',
    pluginConfiguration: { name: BARMAN },
    ...more,
  });
const database = object('postgresql.cnpg.io/v1', 'Database', {
  cluster: { name: 'a' },
  name: 'a',
  owner: 'a',
});
const DATABASE = { group: 'postgresql.cnpg.io', kind: 'Database' };

function create() {
  const world = createControllers();
  const backups = () => world.store.list(KINDS.postgresBackup);
  return { ...world, backups };
}

describe('a cluster of PostgreSQL', () => {
  it('comes one instance after the other, and then what is to be in it', () => {
    const { apply, advance, live, health } = create();
    const reportOf = () => live(KINDS.postgresCluster, 'a')?.status;
    apply(cluster());
    apply(database);
    advance();
    expect(reportOf()).toMatchObject({ phase: 'Setting up primary' });
    expect(health(KINDS.postgresCluster, 'a')).toBe('Progressing');
    expect(live(DATABASE, 'a')?.status).toEqual({
      applied: false,
      message: 'cluster "a" is not ready',
    });
    advance(3_000);
    expect(reportOf()).toMatchObject({
      phase: 'Creating a new replica',
      readyInstances: 1,
      currentPrimary: 'a-1',
    });
    advance();
    expect(live(DATABASE, 'a')?.status).toMatchObject({ applied: true });
    advance(6_000);
    expect(health(KINDS.postgresCluster, 'a')).toBe('Healthy');
    expect(reportOf()).toMatchObject({ instances: 3, readyInstances: 3 });
    apply(cluster(5));
    advance();
    expect(reportOf()).toMatchObject({ readyInstances: 5 });
  });
});

describe('a ScheduledBackup', () => {
  it('saves a new cluster once that is up, and says how far one can go back', () => {
    const { apply, advance, live, backups } = create();
    const windows = () => live(KINDS.objectStore, 'a')?.status;
    const conditions = () =>
      (live(KINDS.postgresCluster, 'a')?.status as { conditions: object })
        .conditions;
    apply(objectStore);
    apply(scheduled());
    advance();
    expect(backups()).toEqual([]);
    apply(cluster(1));
    advance(4_000);
    advance();
    expect(backups()).toMatchObject([{ status: { phase: 'running' } }]);
    expect(windows()).toBeUndefined();
    expect(conditions()).toMatchObject([
      { type: 'Ready' },
      { type: 'ContinuousArchiving', status: 'True' },
    ]);
    advance(10_000);
    expect(backups()).toMatchObject([{ status: { phase: 'completed' } }]);
    const time = '2026-11-22T10:20:45Z';
    expect(windows()).toEqual({
      serverRecoveryWindow: {
        'a-eu-1': {
          firstRecoverabilityPoint: time,
          lastSuccessfulBackupTime: time,
        },
      },
    });
    advance();
    expect(conditions()).toMatchObject([
      {},
      {},
      { type: 'LastBackupSucceeded' },
    ]);
    expect(live(KINDS.scheduledBackup, 'a')?.status).toMatchObject({
      lastScheduleTime: '2026-11-22T10:20:35Z',
      nextScheduleTime: '2026-11-23T02:30:00Z',
    });
  });

  it('goes on every night, keeps a few, and takes them along', () => {
    const { store, apply, advance, live, backups } = create();
    apply(objectStore);
    apply(cluster(1));
    apply(scheduled());
    advance(4_000);
    for (let night = 0; night < 7; night += 1) {
      advance(DAY_MS);
      advance(10_000);
    }
    expect(backups()).toHaveLength(5);
    const { serverRecoveryWindow } = live(KINDS.objectStore, 'a')?.status as {
      serverRecoveryWindow: Record<string, object>;
    };
    expect(serverRecoveryWindow['a-eu-1']).toEqual({
      firstRecoverabilityPoint: '2026-11-23T10:20:44Z',
      lastSuccessfulBackupTime: '2026-11-29T10:21:44Z',
    });
    store.delete(KINDS.scheduledBackup, 'shop', 'a');
    advance();
    expect(backups()).toEqual([]);
  });

  it.each<[string, object]>([
    ['while it is suspended', { suspend: true }],
    ['with a schedule that is none', { schedule: 'at night' }],
  ])('saves nothing %s', (_, more) => {
    const { apply, advance, backups } = create();
    apply(objectStore);
    apply(cluster(1));
    apply(scheduled(more));
    advance(4_000, 3);
    expect(backups()).toEqual([]);
  });
});
