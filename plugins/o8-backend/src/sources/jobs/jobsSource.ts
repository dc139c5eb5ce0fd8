import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { createSource, type Said } from '../createSource';
import { findOwner } from '../findOwner';
import { looseFlag, looseName, looseNumber, looseObject } from '../loose';
import { podTemplateSchema, toPods } from '../podTemplate';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';
import { toTime } from '../toTime';

/** What is kept of a Job: `jobs.job`. */
export type JobValue = {
  images: string[];
  /** The CronJob that made it; null if somebody else did. */
  cronJob: string | null;
  isSuspended: boolean;
  startedAt: string | null;
  completedAt: string | null;
  succeeded: number;
  failed: number;
  conditions: Conditions;
};

/** What is kept of a CronJob: `jobs.cronJob`. Its evidence is of the last good run. */
export type CronJobValue = {
  images: string[];
  cron: string;
  /** Null is that of the controller. */
  timeZone: string | null;
  isSuspended: boolean;
};

const jobSchema = looseObject({
  spec: looseObject({ suspend: looseFlag, template: podTemplateSchema }),
  status: looseObject({
    startTime: looseName,
    completionTime: looseName,
    succeeded: looseNumber,
    failed: looseNumber,
    conditions: conditionsSchema,
  }),
});

const cronJobSchema = looseObject({
  spec: looseObject({
    schedule: looseName,
    timeZone: looseName,
    suspend: looseFlag,
    jobTemplate: looseObject({
      spec: looseObject({ template: podTemplateSchema }),
    }),
  }),
  status: looseObject({
    lastScheduleTime: looseName,
    lastSuccessfulTime: looseName,
  }),
});

/** What runs to its end: Jobs, and CronJobs that make them. */
export const jobsSource = createSource({
  id: 'jobs',
  reach: 'placements',
  readings: [
    {
      group: 'batch',
      kind: 'Job',
      plural: 'jobs',
      fact: 'job',
      read: object => ({ value: toJob(object) }),
    },
    {
      group: 'batch',
      kind: 'CronJob',
      plural: 'cronjobs',
      fact: 'cronJob',
      read: toCronJob,
    },
  ],
});

function toJob(object: KubernetesObject): JobValue {
  const { spec, status } = jobSchema.parse(object);
  return {
    images: toPods(spec.template).images,
    cronJob: findOwner(object, 'CronJob'),
    isSuspended: spec.suspend === true,
    startedAt: toTime(status.startTime),
    completedAt: toTime(status.completionTime),
    succeeded: status.succeeded ?? 0,
    failed: status.failed ?? 0,
    conditions: toConditions(status.conditions),
  };
}

function toCronJob(object: KubernetesObject): Said {
  const { spec, status } = cronJobSchema.parse(object);
  const value: CronJobValue = {
    images: toPods(spec.jobTemplate.spec.template).images,
    cron: spec.schedule ?? '',
    timeZone: spec.timeZone ?? null,
    isSuspended: spec.suspend === true,
  };
  return {
    value,
    evidenceAt: toTime(status.lastSuccessfulTime),
    volatile: { lastRunAt: toTime(status.lastScheduleTime) },
  };
}
