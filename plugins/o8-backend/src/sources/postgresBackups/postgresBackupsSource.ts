import type {
  KubernetesObject,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import { bindShared } from '../bindShared';
import { createSource, type Said } from '../createSource';
import { cutMessage } from '../cutMessage';
import { looseFlag, looseName, looseObject, looseText } from '../loose';
import { toTime } from '../toTime';

const LABEL_SCHEDULE = 'cnpg.io/scheduled-backup';

/** What is kept of a ScheduledBackup: `postgresBackups.schedule`. */
export type PostgresScheduleValue = {
  cluster: string;
  /** Six fields, the seconds first. */
  cron: string;
  isSuspended: boolean;
  /** `plugin`, `volumeSnapshot`, `barmanObjectStore`. */
  method: string;
  message: string | null;
};

/** What is kept of a Backup: the record `postgresBackups.backup`. */
export type PostgresBackupValue = {
  cluster: string;
  /** As CloudNativePG names it, such as `completed`; empty while it has none. */
  phase: string;
  method: string;
  /** The name of its schedule; null if somebody asked for it. */
  schedule: string | null;
  startedAt: string | null;
  completedAt: string | null;
  message: string | null;
};

const cluster = looseObject({ name: looseName });
const DEFAULT_METHOD = 'barmanObjectStore';

const scheduleSchema = looseObject({
  spec: looseObject({
    cluster,
    schedule: looseName,
    suspend: looseFlag,
    method: looseName,
  }),
  status: looseObject({
    error: looseText,
    lastCheckTime: looseName,
    lastScheduleTime: looseName,
    nextScheduleTime: looseName,
  }),
});

const backupSchema = looseObject({
  spec: looseObject({ cluster, method: looseName }),
  status: looseObject({
    phase: looseName,
    method: looseName,
    startedAt: looseName,
    stoppedAt: looseName,
    error: looseText,
  }),
});

/** Base backups of PostgreSQL by CloudNativePG, and when they are due. */
export const postgresBackupsSource = createSource({
  id: 'postgresBackups',
  reach: 'anywhere',
  readings: [
    {
      group: 'postgresql.cnpg.io',
      kind: 'ScheduledBackup',
      plural: 'scheduledbackups',
      fact: 'schedule',
      read: toSchedule,
    },
    {
      group: 'postgresql.cnpg.io',
      kind: 'Backup',
      plural: 'backups',
      fact: 'backup',
      read: toBackup,
    },
  ],
});

function toSchedule(object: KubernetesObject, context: SourceContext): Said {
  const { spec, status } = scheduleSchema.parse(object);
  const value: PostgresScheduleValue = {
    cluster: spec.cluster.name ?? '',
    cron: spec.schedule ?? '',
    isSuspended: spec.suspend === true,
    method: spec.method ?? DEFAULT_METHOD,
    message: cutMessage(status.error),
  };
  return {
    ...bindShared(object, context),
    value,
    evidenceAt: toTime(status.lastCheckTime),
    volatile: {
      // When it asked for a backup, which need not have worked.
      lastRunAt: toTime(status.lastScheduleTime),
      nextRunAt: toTime(status.nextScheduleTime),
    },
  };
}

function toBackup(object: KubernetesObject, context: SourceContext): Said {
  const { spec, status } = backupSchema.parse(object);
  const { uid, labels } = object.metadata;
  const value: PostgresBackupValue = {
    cluster: spec.cluster.name ?? '',
    phase: status.phase ?? '',
    method: status.method ?? spec.method ?? DEFAULT_METHOD,
    schedule: looseName.parse(labels?.[LABEL_SCHEDULE]) ?? null,
    startedAt: toTime(status.startedAt),
    completedAt: toTime(status.stoppedAt),
    message: cutMessage(status.error),
  };
  return {
    ...bindShared(object, context),
    uid,
    value,
    evidenceAt: value.startedAt,
  };
}
