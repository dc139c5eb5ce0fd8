import { randomUUID } from 'node:crypto';
import { Cron } from '../../content/Cron';
import { ownedBy } from '../../content/Scope';
import { DAY_MS, formatTime, MINUTE_MS, SECOND_MS } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { withServerDefaults } from '../sync/serverDefaults';
import { ownedIn } from './ownedIn';
import { endOf, runJob } from './runJob';

/** What was missed before is not made up for. */
const MAX_MISSED_MS = DAY_MS;

/** A step of the controller behind a CronJob: it begins Jobs, and forgets old ones. */
export function runCronJob(
  store: ObjectStore,
  cronJob: KubeObject,
  now: Date,
): void {
  const { namespace = '', uid } = cronJob.metadata;
  const spec = isRecord(cronJob.spec) ? cronJob.spec : {};
  const jobsOf = () => ownedIn(store, KINDS.job, namespace, uid);
  for (const job of jobsOf()) runJob(store, job, now);
  const begunMs = begin(store, cronJob, { jobs: jobsOf(), now });
  forget(store, jobsOf(), spec);
  const before = isRecord(cronJob.status) ? cronJob.status : {};
  const jobs = jobsOf();
  const active = jobs.filter(job => !endOf(job));
  const succeededMs = jobs.flatMap(job => {
    const end = endOf(job);
    return end?.isGood ? [end.atMs] : [];
  });
  const lastMs = Math.max(
    ...succeededMs,
    Date.parse(`${before.lastSuccessfulTime}`) || 0,
  );
  store.put({
    ...cronJob,
    status: {
      ...(active.length > 0 && { active: active.map(toReference) }),
      ...(begunMs === undefined
        ? before.lastScheduleTime !== undefined && {
            lastScheduleTime: before.lastScheduleTime,
          }
        : { lastScheduleTime: formatTime(begunMs) }),
      ...(lastMs > 0 && { lastSuccessfulTime: formatTime(lastMs) }),
    },
  });
}

/** Begins the newest run that is due; returns when that was. */
function begin(
  store: ObjectStore,
  cronJob: KubeObject,
  { jobs, now }: { jobs: readonly KubeObject[]; now: Date },
): number | undefined {
  const spec = isRecord(cronJob.spec) ? cronJob.spec : {};
  if (spec.suspend === true) return undefined;
  const dueMs = findDue(cronJob, spec, now.getTime());
  if (dueMs === undefined) return undefined;
  const active = jobs.filter(job => !endOf(job));
  if (active.length > 0 && spec.concurrencyPolicy === 'Forbid') {
    return undefined;
  }
  if (spec.concurrencyPolicy === 'Replace') {
    for (const { metadata } of active) {
      store.delete(KINDS.job, metadata.namespace, metadata.name);
    }
  }
  const job = createJob(cronJob, dueMs, now);
  store.put(withServerDefaults(job, store.cluster));
  return dueMs;
}

function findDue(
  { metadata, status }: KubeObject,
  spec: JsonRecord,
  nowMs: number,
): number | undefined {
  const { lastScheduleTime } = isRecord(status) ? status : {};
  const lateMs =
    spec.startingDeadlineSeconds === undefined
      ? MAX_MISSED_MS
      : Number(spec.startingDeadlineSeconds) * SECOND_MS;
  const sinceMs = Date.parse(
    `${lastScheduleTime ?? metadata.creationTimestamp}`,
  );
  const fromMs = Math.max(sinceMs, nowMs - Math.min(lateMs, MAX_MISSED_MS));
  const runs = [...Cron.parse(`${spec.schedule}`).runs(fromMs, nowMs)];
  return runs[runs.length - 1];
}

function createJob(cronJob: KubeObject, dueMs: number, now: Date): KubeObject {
  const { name, namespace = '' } = cronJob.metadata;
  const spec = isRecord(cronJob.spec) ? cronJob.spec : {};
  const template = isRecord(spec.jobTemplate) ? spec.jobTemplate : {};
  const metadata = isRecord(template.metadata) ? template.metadata : {};
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...metadata,
      name: `${name}-${Math.floor(dueMs / MINUTE_MS)}`,
      namespace,
      uid: randomUUID(),
      creationTimestamp: formatTime(now),
      annotations: {
        ...(metadata.annotations as Record<string, string> | undefined),
        'batch.kubernetes.io/cronjob-scheduled-timestamp': formatTime(dueMs),
      },
      ownerReferences: ownedBy(cronJob),
    },
    spec: template.spec,
  };
  return job as KubeObject;
}

/** Of those that have ended only some are kept: the newest, good and bad ones apart. */
function forget(
  store: ObjectStore,
  jobs: readonly KubeObject[],
  spec: JsonRecord,
): void {
  const limits = [
    [true, Number(spec.successfulJobsHistoryLimit ?? 3)],
    [false, Number(spec.failedJobsHistoryLimit ?? 1)],
  ] as const;
  for (const [isGood, limit] of limits) {
    const ended = jobs
      .filter(job => endOf(job)?.isGood === isGood)
      .sort((a, b) => (endOf(b)?.atMs ?? 0) - (endOf(a)?.atMs ?? 0));
    for (const { metadata } of ended.slice(limit)) {
      store.delete(KINDS.job, metadata.namespace, metadata.name);
    }
  }
}

function toReference({ apiVersion, kind, metadata }: KubeObject): JsonRecord {
  const { name, namespace, uid, resourceVersion } = metadata;
  return { apiVersion, kind, name, namespace, resourceVersion, uid };
}
