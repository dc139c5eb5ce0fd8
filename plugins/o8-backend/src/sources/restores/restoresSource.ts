import type {
  KubernetesObject,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { createSource, type Said } from '../createSource';
import { cutMessage } from '../cutMessage';
import {
  looseList,
  looseName,
  looseNumber,
  looseObject,
  looseText,
} from '../loose';
import { toTime } from '../toTime';
import { templateSchema, toSubjects } from '../velero';

const ANNOTATION_DRILL = 'orchestr8.io/drill-of';

/** What is kept of a Restore: the record `restores.restore`. */
export type RestoreValue = {
  /** As Velero names it; empty while it has none. */
  phase: string;
  /** What it restores: a backup, or the newest one of a schedule. */
  backup: string | null;
  schedule: string | null;
  /** The namespace that it restores into; null if it is the same. */
  into: string | null;
  /** Whether it takes only some objects of the namespace. */
  isPartial: boolean;
  /** The module that it was a drill of; null if it was none. */
  drillOf: string | null;
  startedAt: string | null;
  completedAt: string | null;
  warnings: number;
  errors: number;
  hooksFailed: number;
  message: string | null;
};

const restoreSchema = z.object({
  spec: z
    .object({
      backupName: looseName,
      scheduleName: looseName,
      // Not loose: one that went elsewhere must not pass for one that did not.
      namespaceMapping: z.record(z.string(), z.string()).nullish(),
    })
    .nullish(),
  status: looseObject({
    phase: looseName,
    startTimestamp: looseName,
    completionTimestamp: looseName,
    warnings: looseNumber,
    errors: looseNumber,
    failureReason: looseText,
    validationErrors: looseList(z.string()),
    hookStatus: looseObject({ hooksFailed: looseNumber }),
  }),
});

type Restore = z.output<typeof restoreSchema>;

/** Restores of Velero: what was brought back, and how that went. */
export const restoresSource = createSource({
  id: 'restores',
  reach: 'placements',
  readings: [
    {
      group: 'velero.io',
      kind: 'Restore',
      plural: 'restores',
      fact: 'restore',
      read: toRestores,
    },
  ],
});

function toRestores(
  object: KubernetesObject,
  { cluster }: SourceContext,
): Said[] {
  const restore = restoreSchema.parse(object);
  const { subjects, isPartial } = toSubjects(
    templateSchema.parse(object.spec),
    cluster,
  );
  const { uid, annotations } = object.metadata;
  const drillOf = looseName.parse(annotations?.[ANNOTATION_DRILL]) ?? null;
  return subjects.map(subject => {
    const { namespace } = subject;
    const mapping = restore.spec?.namespaceMapping ?? {};
    return {
      key: namespace ?? '',
      uid,
      subject,
      // One that names no namespace takes those of its backup, which nobody knows from
      // here: it is no evidence for all that is on the cluster.
      binds: namespace === null ? 'object' : 'subject',
      evidenceAt: toTime(restore.status.startTimestamp),
      value: {
        ...toValue(restore),
        into: (namespace !== null && mapping[namespace]) || null,
        isPartial,
        drillOf,
      },
    };
  });
}

function toValue({
  spec,
  status,
}: Restore): Omit<RestoreValue, 'into' | 'isPartial' | 'drillOf'> {
  const { failureReason, validationErrors } = status;
  return {
    phase: status.phase ?? '',
    backup: spec?.backupName || null,
    schedule: spec?.scheduleName || null,
    startedAt: toTime(status.startTimestamp),
    completedAt: toTime(status.completionTimestamp),
    warnings: status.warnings ?? 0,
    errors: status.errors ?? 0,
    hooksFailed: status.hookStatus.hooksFailed ?? 0,
    message: cutMessage(
      [failureReason, ...validationErrors].filter(Boolean).join('; '),
    ),
  };
}
