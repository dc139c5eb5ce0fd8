import { randomUUID } from 'node:crypto';
import { isEqualJson } from '../../apiserver/store/isEqualJson';
import { Cron } from '../../content/Cron';
import { ownedBy } from '../../content/Scope';
import { formatTime, SECOND_MS } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { ownedIn } from './ownedIn';
import { archiveOf } from './postgresStatus';

/** How long a base backup takes. */
const RUN_MS = 10 * SECOND_MS;
/** As many as the seeded clusters have, and some. */
const KEPT = 5;

/** Base backups of a cluster of CloudNativePG, and what its archive says of them. */
export function runScheduledBackup(
  store: ObjectStore,
  scheduled: KubeObject,
  now: Date,
): void {
  const { namespace = '', uid, creationTimestamp } = scheduled.metadata;
  const spec = isRecord(scheduled.spec) ? scheduled.spec : {};
  const before = isRecord(scheduled.status) ? scheduled.status : {};
  const cluster = clusterOf(store, scheduled);
  for (const backup of ownedIn(store, KINDS.postgresBackup, namespace, uid)) {
    advance(store, { backup, cluster, now });
  }
  if (spec.suspend === true) return;
  const nowMs = now.getTime();
  const last = before.lastScheduleTime ?? creationTimestamp;
  const nextMs = nextRun(`${spec.schedule}`, Date.parse(`${last}`));
  if (nextMs === undefined) return;
  const isFirst =
    spec.immediate === true && before.lastScheduleTime === undefined;
  // Nobody saves a cluster that is still being made.
  const isDue = (isFirst || nextMs <= nowMs) && isUp(cluster);
  if (isDue) {
    store.put(createBackup(scheduled, now));
    forgetOldest(store, scheduled);
  }
  const status = {
    ...before,
    ...(isDue && {
      lastCheckTime: formatTime(now),
      lastScheduleTime: formatTime(now),
    }),
    nextScheduleTime: formatTime(
      new Date(isDue ? nextRun(`${spec.schedule}`, nowMs) ?? nextMs : nextMs),
    ),
  };
  if (!isEqualJson(status, before)) store.put({ ...scheduled, status });
}

/** Of six fields the first are seconds; to the minute is enough here. */
function nextRun(schedule: string, afterMs: number): number | undefined {
  try {
    return Cron.parse(schedule.trim().replace(/^\S+\s+/, '')).next(afterMs);
  } catch {
    // The operator says it in an event, and runs nothing.
    return undefined;
  }
}

function clusterOf(
  store: ObjectStore,
  { metadata, spec }: KubeObject,
): KubeObject | undefined {
  const { cluster } = isRecord(spec) ? spec : { cluster: undefined };
  const name = isRecord(cluster) ? `${cluster.name}` : '';
  return store.get(KINDS.postgresCluster, metadata.namespace, name);
}

function isUp(cluster: KubeObject | undefined): boolean {
  const status = isRecord(cluster?.status) ? cluster.status : {};
  return Number(status.readyInstances ?? 0) > 0;
}

function createBackup(scheduled: KubeObject, now: Date): KubeObject {
  const { name, namespace, labels } = scheduled.metadata;
  const { cluster, method, pluginConfiguration } = scheduled.spec as JsonRecord;
  const time = formatTime(now);
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: KINDS.postgresBackup.kind,
    metadata: {
      name: `${name}-${time.replace(/[^0-9]/g, '')}`,
      namespace,
      uid: randomUUID(),
      creationTimestamp: time,
      labels: {
        ...labels,
        'cnpg.io/cluster': `${isRecord(cluster) ? cluster.name : ''}`,
        'cnpg.io/scheduled-backup': name,
      },
      ownerReferences: ownedBy(scheduled),
    },
    spec: { cluster, method, pluginConfiguration },
    status: { phase: 'running', method, startedAt: time },
  };
}

function advance(
  store: ObjectStore,
  options: { backup: KubeObject; cluster: KubeObject | undefined; now: Date },
): void {
  const { backup, cluster, now } = options;
  const status = isRecord(backup.status) ? backup.status : {};
  const sinceMs = now.getTime() - Date.parse(`${status.startedAt}`);
  if (status.phase !== 'running' || sinceMs < RUN_MS) return;
  const stoppedAt = formatTime(now);
  store.put({
    ...backup,
    status: { ...status, phase: 'completed', stoppedAt },
  });
  if (cluster) tellArchive(store, cluster, stoppedAt);
}

/** One can go back to the end of the first base backup, and no further. */
function tellArchive(
  store: ObjectStore,
  cluster: KubeObject,
  time: string,
): void {
  const archive = archiveOf(cluster);
  const { namespace } = cluster.metadata;
  const found =
    archive && store.get(KINDS.objectStore, namespace, archive.objectStore);
  if (!found) return;
  const { serverName } = archive;
  const status = isRecord(found.status) ? found.status : {};
  const windows = isRecord(status.serverRecoveryWindow)
    ? status.serverRecoveryWindow
    : {};
  const known = windows[serverName];
  const first = isRecord(known) ? known.firstRecoverabilityPoint : undefined;
  store.put({
    ...found,
    status: {
      ...status,
      serverRecoveryWindow: {
        ...windows,
        [serverName]: {
          firstRecoverabilityPoint: first ?? time,
          lastSuccessfulBackupTime: time,
        },
      },
    },
  });
}

function forgetOldest(store: ObjectStore, scheduled: KubeObject): void {
  const { namespace = '', uid } = scheduled.metadata;
  const backups = ownedIn(store, KINDS.postgresBackup, namespace, uid);
  // Their names end with their times.
  const names = backups.map(({ metadata }) => metadata.name).sort();
  for (const name of names.slice(0, Math.max(0, names.length - KEPT))) {
    store.delete(KINDS.postgresBackup, namespace, name);
  }
}
