import { SECOND_MS } from '../../content/time';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import type { Operated } from './operators';
import { toCondition } from './toCondition';

/** How long the first instance takes, and each that follows it. */
const INSTANCE_MS = 3 * SECOND_MS;

const HEALTHY = 'Cluster in healthy state';

/** What CloudNativePG says of a cluster: its instances come one after the other. */
export function postgresStatus(operated: Operated): JsonRecord {
  const { object, spec, before, now } = operated;
  const { name, creationTimestamp } = object.metadata;
  const instances = Number(spec.instances ?? 1);
  const ageMs = now.getTime() - Date.parse(creationTimestamp);
  // Those that are there stay; one that is added or taken away is no story here.
  const ready =
    before.phase === HEALTHY
      ? instances
      : Math.min(instances, Math.floor(ageMs / INSTANCE_MS));
  const primary = `${name}-1`;
  if (ready === 0) {
    return {
      phase: 'Setting up primary',
      phaseReason: `Creating primary instance ${primary}`,
      instances: 1,
      readyInstances: 0,
      targetPrimary: primary,
    };
  }
  const isWhole = ready === instances;
  return {
    phase: isWhole ? HEALTHY : 'Creating a new replica',
    ...(!isWhole && {
      phaseReason: `Creating replica ${name}-${ready + 1}-join`,
    }),
    instances: Math.min(instances, ready + 1),
    readyInstances: ready,
    currentPrimary: primary,
    targetPrimary: primary,
    timelineID: 1,
    conditions: toConditions(operated, isWhole),
  };
}

function toConditions(operated: Operated, isWhole: boolean): JsonRecord[] {
  const { before, now } = operated;
  const tell = (
    type: string,
    [isTrue, reason, message]: [boolean, string, string],
  ) =>
    toCondition(before, now, {
      type,
      status: isTrue ? 'True' : 'False',
      reason,
      message,
    });
  return [
    tell('Ready', [
      isWhole,
      isWhole ? 'ClusterIsReady' : 'ClusterIsNotReady',
      isWhole ? 'Cluster is Ready' : 'Cluster Is Not Ready',
    ]),
    ...(isArchived(operated)
      ? [
          tell('ContinuousArchiving', [
            true,
            'ContinuousArchivingSuccess',
            'Continuous archiving is working',
          ]),
        ]
      : []),
    ...(hasBackup(operated)
      ? [
          tell('LastBackupSucceeded', [
            true,
            'LastBackupSucceeded',
            'Backup was successful',
          ]),
        ]
      : []),
  ];
}

/** The ObjectStore that a cluster archives to, and the name under which it does so. */
export function archiveOf({
  metadata,
  spec,
}: Operated['object']):
  | { objectStore: string; serverName: string }
  | undefined {
  const { plugins } = isRecord(spec) ? spec : { plugins: undefined };
  const archiver = (Array.isArray(plugins) ? plugins : []).find(
    each => isRecord(each) && each.isWALArchiver === true,
  );
  const parameters = isRecord(archiver?.parameters) ? archiver.parameters : {};
  const { barmanObjectName, serverName = metadata.name } = parameters;
  return barmanObjectName === undefined
    ? undefined
    : { objectStore: `${barmanObjectName}`, serverName: `${serverName}` };
}

function isArchived({ store, object }: Operated): boolean {
  const archive = archiveOf(object);
  const { namespace } = object.metadata;
  return (
    archive !== undefined &&
    store.get(KINDS.objectStore, namespace, archive.objectStore) !== undefined
  );
}

/** How far back one can go, as the ObjectStore says. */
function hasBackup({ store, object }: Operated): boolean {
  const archive = archiveOf(object);
  const { namespace } = object.metadata;
  const found =
    archive && store.get(KINDS.objectStore, namespace, archive.objectStore);
  const status = isRecord(found?.status) ? found.status : {};
  const windows = status.serverRecoveryWindow;
  return (
    archive !== undefined &&
    isRecord(windows) &&
    windows[archive.serverName] !== undefined
  );
}
