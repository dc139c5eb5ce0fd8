import { toDurationMs } from '@orchestr8/backstage-plugin-o8-common';
import { clusterName } from '../../systems/data/names';
import { pitrWindow } from '../../systems/data/ownCluster';
import { databaseOf } from '../../systems/data/topology';
import {
  fails,
  inModule,
  inNamespace,
  inZone,
  ofKind,
  onEachCluster,
  satisfied,
  without,
  type Finding,
  type Forecaster,
} from '../findings';
import type { PlacementIndex, PlanIndex, PlannedObject } from '../indexPlan';
import { readField, readList, readText } from '../readField';
import { ofData } from './ofData';

const SECOND_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

/** Checks of databases. */
export const database: Record<string, Forecaster> = {
  'DB-1': index =>
    ofOwnCluster(index, judgeArchive) ??
    ofData('data', 'Whether its log is archived is seen when it runs.')(index),
  'DB-2': index =>
    ofOwnCluster(index, judgeWindow) ??
    ofSharedWindow(index) ??
    ofData('data', 'How far back one can go is seen when it runs.')(index),
};

/** What is planned of a cluster for this module alone. */
interface Own {
  cluster: PlannedObject;
  /** Where it archives to; absent where it does not. */
  store?: PlannedObject;
  backups: PlannedObject[];
}

function ofOwnCluster(
  index: PlanIndex,
  judge: (own: Own, index: PlanIndex) => Finding,
): Finding[] | undefined {
  if (!databaseOf(index.plan, 'dedicated')) {
    return undefined;
  }
  return onEachCluster(index, at => {
    const own = findOwn(index, at);
    return own
      ? judge(own, index)
      : fails('It has no cluster of its own, which it asks for.');
  });
}

function findOwn(index: PlanIndex, { boundary }: PlacementIndex) {
  const own = inNamespace(index, boundary);
  const name = clusterName(index.name);
  const cluster = ofKind(own, 'postgresql.cnpg.io', 'Cluster').find(
    ({ object }) => object.metadata.name === name,
  );
  const archiver = readList(cluster?.object, 'spec.plugins').find(
    plugin =>
      readField(plugin, 'isWALArchiver') === true &&
      readField(plugin, 'enabled') !== false,
  );
  const storeName = readText(archiver, 'parameters.barmanObjectName');
  return (
    cluster && {
      cluster,
      store: ofKind(own, 'barmancloud.cnpg.io', 'ObjectStore').find(
        ({ object }) => object.metadata.name === storeName,
      ),
      backups: ofKind(own, 'postgresql.cnpg.io', 'ScheduledBackup').filter(
        ({ object }) => isBackupOf(object, name),
      ),
    }
  );
}

/** Whether it makes base backups where the log is archived too. */
function isBackupOf(backup: object, cluster: string): boolean {
  return (
    readText(backup, 'spec.cluster.name') === cluster &&
    readText(backup, 'spec.method') === 'plugin' &&
    readField(backup, 'spec.suspend') !== true
  );
}

function judgeArchive({ cluster, store }: Own, { plan }: PlanIndex): Finding {
  if (!store) {
    return fails('Its log is archived nowhere.', { objects: [cluster] });
  }
  const { rpo } = plan.spec.spec.recovery;
  if (rpo === undefined) {
    return without(
      'not-checked',
      'It has no RPO to compare its archive with.',
      inModule('spec.recovery.rpo'),
    );
  }
  const timeoutMs = readTimeoutMs(cluster.object);
  return timeoutMs !== undefined && timeoutMs <= toDurationMs(rpo)
    ? satisfied(
        `Its log is archived every ${
          timeoutMs / SECOND_MS
        } seconds, and ${rpo} may be lost.`,
        [cluster, store],
      )
    : fails(`Its log is archived less often than ${rpo}.`, {
        objects: [cluster],
        changes: inModule('spec.recovery.rpo'),
      });
}

function readTimeoutMs(cluster: object): number | undefined {
  const text = readText(cluster, 'spec.postgresql.parameters.archive_timeout');
  const [, seconds] = /^([1-9][0-9]*)s$/.exec(text ?? '') ?? [];
  return seconds === undefined ? undefined : Number(seconds) * SECOND_MS;
}

function judgeWindow(
  { cluster, store, backups }: Own,
  { plan }: PlanIndex,
): Finding {
  const asked = databaseOf(plan);
  if (!store || backups.length === 0 || !asked) {
    return fails('It has no base backups from which to go back in time.', {
      objects: [cluster],
    });
  }
  const window = pitrWindow(plan, asked);
  const [, days] =
    /^([1-9][0-9]*)d$/.exec(
      readText(store.object, 'spec.retentionPolicy') ?? '',
    ) ?? [];
  return Number(days) * DAY_MS >= toDurationMs(window)
    ? satisfied(`One can go back ${days} days, and ${window} are asked for.`, [
        store,
        ...backups,
      ])
    : fails(`What one needs to go back ${window} is not kept.`, {
        objects: [store],
      });
}

/** Of the shared cluster the landing zone says how far back it goes. */
function ofSharedWindow({ plan }: PlanIndex): Finding[] | undefined {
  const shared = databaseOf(plan, 'shared');
  const retention = plan.zone.spec.database?.retention;
  if (!shared || retention === undefined) {
    return undefined;
  }
  const { pitrWindow: asked } = shared;
  return asked !== undefined && toDurationMs(asked) > toDurationMs(retention)
    ? [
        fails(`The shared cluster keeps ${retention} only.`, {
          changes: inZone('spec.database.retention'),
        }),
      ]
    : [
        without(
          'at-runtime',
          `The landing zone says that its shared cluster can go back ${retention}; whether it can is seen when it runs.`,
        ),
      ];
}
