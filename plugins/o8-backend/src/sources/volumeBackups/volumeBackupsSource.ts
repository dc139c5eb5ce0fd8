import type {
  KubernetesObject,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import { createSource, type Said } from '../createSource';
import { cutMessage } from '../cutMessage';
import { looseName, looseNumber, looseObject, looseText } from '../loose';
import { toTime } from '../toTime';

const LABEL_BACKUP = 'velero.io/backup-name';

/**
 * What is kept of the copy of a volume, by a PodVolumeBackup or a DataUpload: the
 * record `volumeBackups.copy`.
 */
export type VolumeCopyValue = {
  /** As Velero names it; empty while it has none. */
  phase: string;
  backup: string | null;
  /** The claim, or the name of the volume in its pod. */
  volume: string;
  pod: string | null;
  /** `files` of a running pod, or a `snapshot`. */
  from: 'files' | 'snapshot';
  storage: string;
  startedAt: string | null;
  completedAt: string | null;
  /** What was copied of how much; null before it has ended. */
  bytes: { done: number; total: number } | null;
  message: string | null;
};

const status = looseObject({
  phase: looseName,
  startTimestamp: looseName,
  completionTimestamp: looseName,
  progress: looseObject({ bytesDone: looseNumber, totalBytes: looseNumber }),
  message: looseText,
});

const podVolumeSchema = looseObject({
  spec: looseObject({
    backupStorageLocation: looseName,
    pod: looseObject({ namespace: looseName, name: looseName }),
    volume: looseName,
  }),
  status,
});

const uploadSchema = looseObject({
  spec: looseObject({
    backupStorageLocation: looseName,
    sourceNamespace: looseName,
    sourcePVC: looseName,
  }),
  status,
});

/** Copies of volumes, which Velero makes beside a Backup. */
export const volumeBackupsSource = createSource({
  id: 'volumeBackups',
  reach: 'placements',
  readings: [
    {
      group: 'velero.io',
      kind: 'PodVolumeBackup',
      plural: 'podvolumebackups',
      fact: 'copy',
      read(object, context) {
        const { spec, status: said } = podVolumeSchema.parse(object);
        return toCopy({
          object,
          context,
          namespace: spec.pod.namespace,
          said,
          what: {
            volume: spec.volume ?? '',
            pod: spec.pod.name ?? null,
            from: 'files',
            storage: spec.backupStorageLocation ?? '',
          },
        });
      },
    },
    {
      group: 'velero.io',
      kind: 'DataUpload',
      plural: 'datauploads',
      fact: 'copy',
      read(object, context) {
        const { spec, status: said } = uploadSchema.parse(object);
        return toCopy({
          object,
          context,
          namespace: spec.sourceNamespace,
          said,
          what: {
            volume: spec.sourcePVC ?? '',
            pod: null,
            from: 'snapshot',
            storage: spec.backupStorageLocation ?? '',
          },
        });
      },
    },
  ],
});

function toCopy(options: {
  object: KubernetesObject;
  context: SourceContext;
  namespace: string | undefined;
  said: ReturnType<typeof status.parse>;
  what: Pick<VolumeCopyValue, 'volume' | 'pod' | 'from' | 'storage'>;
}): Said {
  const { object, context, namespace, said, what } = options;
  const { uid, labels } = object.metadata;
  const { bytesDone = 0, totalBytes = 0 } = said.progress;
  const completedAt = toTime(said.completionTimestamp);
  const value: VolumeCopyValue = {
    phase: said.phase ?? '',
    backup: looseName.parse(labels?.[LABEL_BACKUP]) ?? null,
    ...what,
    startedAt: toTime(said.startTimestamp),
    completedAt,
    bytes: completedAt ? { done: bytesDone, total: totalBytes } : null,
    message: cutMessage(said.message),
  };
  return {
    uid,
    value,
    evidenceAt: value.startedAt,
    // While it runs it moves every few seconds.
    volatile: { bytesDone, totalBytes },
    ...(namespace && {
      subject: { cluster: context.cluster, namespace },
      binds: 'subject' as const,
    }),
  };
}
