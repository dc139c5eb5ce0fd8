import { formatTime, SECOND_MS } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import {
  createPod,
  hasEnded,
  isReady,
  withReady,
  withSucceeded,
} from './createPod';
import { findRoom } from './findRoom';
import { hasVolumes } from './hasVolumes';
import { ownedIn } from './ownedIn';
import { toCondition } from './toCondition';

/** How long containers start, and how long what they have to do takes: all of them succeed. */
const START_MS = 2 * SECOND_MS;
const RUN_MS = 10 * SECOND_MS;

/** A step of the controllers behind a Job: its pods, and what becomes of them. */
export function runJob(store: ObjectStore, job: KubeObject, now: Date): void {
  const spec = isRecord(job.spec) ? job.spec : {};
  if (endOf(job)) {
    forget(store, job, now);
    return;
  }
  const before = isRecord(job.status) ? job.status : {};
  const { namespace = '', uid } = job.metadata;
  const pods = ownedIn(store, KINDS.pod, namespace, uid);
  const startTime = before.startTime ?? formatTime(now);
  if (spec.suspend === true) {
    deletePods(store, pods);
    store.put({ ...job, status: suspended(before, now) });
    return;
  }
  if (isLate(spec, startTime, now)) {
    deletePods(store, pods);
    const reason = 'DeadlineExceeded';
    const message = 'Job was active longer than specified deadline';
    const end = toConditions(before, now, ['FailureTarget', 'Failed'], {
      reason,
      message,
    });
    store.put({
      ...job,
      status: { startTime, failed: pods.length, conditions: end },
    });
    return;
  }
  const running = [...pods, ...begin(store, job, { pods, now })].map(pod =>
    store.put(advance(store, pod, now)),
  );
  store.put({
    ...job,
    status: toStatus(spec, { before, startTime, running, now }),
  });
}

/** How a Job has ended, and when; undefined while it runs. */
export function endOf({
  status,
}: KubeObject): { isGood: boolean; atMs: number } | undefined {
  const conditions = isRecord(status) ? status.conditions : undefined;
  const end = (Array.isArray(conditions) ? conditions : []).find(
    each =>
      isRecord(each) &&
      each.status === 'True' &&
      (each.type === 'Complete' || each.type === 'Failed'),
  );
  return (
    end && {
      isGood: end.type === 'Complete',
      atMs: Date.parse(end.lastTransitionTime),
    }
  );
}

function begin(
  store: ObjectStore,
  job: KubeObject,
  { pods, now }: { pods: readonly KubeObject[]; now: Date },
): KubeObject[] {
  const spec = isRecord(job.spec) ? job.spec : {};
  const active = pods.filter(pod => !hasEnded(pod)).length;
  const done = pods.length - active;
  const wanted = Math.min(
    Number(spec.parallelism ?? 1),
    Number(spec.completions ?? 1) - done,
  );
  const missing = Math.max(0, wanted - active);
  if (missing === 0) return [];
  const room = findRoom(store, { owner: job, workload: job });
  const count = Math.min(missing, room.pods);
  return Array.from({ length: count }, () =>
    createPod(job, { cluster: store.cluster, now }),
  );
}

function advance(store: ObjectStore, pod: KubeObject, now: Date): KubeObject {
  const ageMs = now.getTime() - Date.parse(pod.metadata.creationTimestamp);
  if (hasEnded(pod) || !hasVolumes(store, pod)) return pod;
  if (!isReady(pod)) return ageMs >= START_MS ? withReady(pod, now) : pod;
  return ageMs >= RUN_MS ? withSucceeded(pod, now) : pod;
}

function toStatus(
  spec: JsonRecord,
  state: {
    before: JsonRecord;
    startTime: unknown;
    running: readonly KubeObject[];
    now: Date;
  },
): JsonRecord {
  const { before, startTime, running, now } = state;
  const active = running.filter(pod => !hasEnded(pod));
  const succeeded = running.length - active.length;
  const isComplete = succeeded >= Number(spec.completions ?? 1);
  return {
    startTime,
    ...(active.length > 0 && {
      active: active.length,
      ready: active.filter(isReady).length,
    }),
    ...(succeeded > 0 && { succeeded }),
    ...(isComplete && {
      completionTime: formatTime(now),
      conditions: toConditions(
        before,
        now,
        ['SuccessCriteriaMet', 'Complete'],
        {
          reason: 'CompletionsReached',
          message: 'Reached expected number of succeeded pods',
        },
      ),
    }),
  };
}

function suspended(before: JsonRecord, now: Date): JsonRecord {
  const reason = 'JobSuspended';
  const conditions = toConditions(before, now, ['Suspended'], {
    reason,
    message: 'Job suspended',
  });
  return { conditions };
}

function toConditions(
  before: JsonRecord,
  now: Date,
  types: readonly string[],
  why: { reason: string; message: string },
): JsonRecord[] {
  return types.map(type =>
    toCondition(before, now, { type, status: 'True', ...why }),
  );
}

function isLate(spec: JsonRecord, startTime: unknown, now: Date): boolean {
  const { activeDeadlineSeconds } = spec;
  const sinceMs = now.getTime() - Date.parse(`${startTime}`);
  return (
    activeDeadlineSeconds !== undefined &&
    sinceMs >= Number(activeDeadlineSeconds) * SECOND_MS
  );
}

function deletePods(store: ObjectStore, pods: readonly KubeObject[]): void {
  for (const pod of pods.filter(each => !hasEnded(each))) {
    store.delete(KINDS.pod, pod.metadata.namespace, pod.metadata.name);
  }
}

/** One that has ended goes, if its spec says when; its pods follow it. */
function forget(store: ObjectStore, job: KubeObject, now: Date): void {
  const { ttlSecondsAfterFinished } = isRecord(job.spec) ? job.spec : {};
  const end = endOf(job);
  if (ttlSecondsAfterFinished === undefined || !end) return;
  const untilMs = end.atMs + Number(ttlSecondsAfterFinished) * SECOND_MS;
  const { namespace, name } = job.metadata;
  if (now.getTime() >= untilMs) store.delete(KINDS.job, namespace, name);
}
