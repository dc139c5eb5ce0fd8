import type { Health } from '../../content/objects/Application';
import { isRecord, type JsonRecord } from '../render/parseManifests';

const UNSCALED = new Set([
  'FailedGetScale',
  'FailedUpdateScale',
  'FailedGetResourceMetric',
  'InvalidSelector',
]);
const SCALED = ['AbleToScale', 'ScalingLimited'];

/** Of a PersistentVolumeClaim. */
export function claimHealth({ phase }: JsonRecord): Health {
  if (phase === 'Bound') return { status: 'Healthy' };
  if (phase === 'Lost') return { status: 'Degraded' };
  return { status: phase === 'Pending' ? 'Progressing' : 'Unknown' };
}

/** Of a HorizontalPodAutoscaler: the first condition that says something decides. */
export function autoscalerHealth(status: JsonRecord): Health {
  for (const { type, status: state, reason, message } of conditionsOf(status)) {
    if (UNSCALED.has(`${reason}`)) {
      return { status: 'Degraded', message: `${message}` };
    }
    if (SCALED.includes(`${type}`) && state === 'True') {
      return { status: 'Healthy', message: `${message}` };
    }
  }
  return { status: 'Progressing', message: 'Waiting to Autoscale' };
}

/** Of a PodDisruptionBudget: that no pod may go now is no trouble. */
export function budgetHealth(status: JsonRecord): Health {
  const conditions = conditionsOf(status);
  const bad = conditions.find(
    ({ status: state, reason }) =>
      state === 'False' && reason !== 'InsufficientPods',
  );
  const told = bad ?? conditions[conditions.length - 1];
  if (!told) return { status: 'Progressing', message: 'Waiting for status' };
  const message = `PodDisruptionBudget has ${told.reason}`;
  return { status: bad ? 'Degraded' : 'Healthy', message };
}

/** Of a Job. */
export function jobHealth(spec: JsonRecord, status: JsonRecord): Health {
  const find = (type: string) =>
    conditionsOf(status).find(
      each => each.type === type && each.status === 'True',
    );
  const failed = find('Failed');
  if (failed) return { status: 'Degraded', message: `${failed.message}` };
  const complete = find('Complete');
  if (complete) return { status: 'Healthy', message: `${complete.message}` };
  return spec.suspend === true
    ? { status: 'Suspended', message: 'Job is suspended' }
    : { status: 'Progressing' };
}

/** Of a CronJob: only one that succeeded before, and not the last time, is known to fail. */
export function cronJobHealth(spec: JsonRecord, status: unknown): Health {
  if (spec.suspend === true) {
    return { status: 'Suspended', message: 'CronJob is Suspended' };
  }
  if (!isRecord(status)) {
    return { status: 'Progressing', message: 'Waiting for CronJob' };
  }
  const { active, lastScheduleTime, lastSuccessfulTime } = status;
  const isActive = Array.isArray(active) && active.length > 0;
  // Both are of one form, in which later is greater.
  const isBehind = `${lastSuccessfulTime}` < `${lastScheduleTime}`;
  if (lastScheduleTime && lastSuccessfulTime && isBehind && !isActive) {
    const message = 'CronJob has not completed its last execution successfully';
    return { status: 'Degraded', message };
  }
  return { status: 'Healthy' };
}

/** The conditions of a status. */
export function conditionsOf({ conditions }: JsonRecord): JsonRecord[] {
  return Array.isArray(conditions) ? conditions.filter(isRecord) : [];
}
