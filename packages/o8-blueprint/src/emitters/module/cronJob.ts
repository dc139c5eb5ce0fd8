import { annotated } from '../annotations';
import { workloadLabels } from '../labels';
import type { Emitter, ModuleContext } from '../types';
import { placeholderAnnotations } from './image';
import { toPodTemplate } from './podTemplate';

const HOUR_SECONDS = 60 * 60;
const WEEK_SECONDS = 7 * 24 * HOUR_SECONDS;

/** That a pod had to leave its node is no failure of what ran in it. */
const NODE_DRAINED = {
  action: 'Ignore',
  onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }],
};

/** What runs now and then, never twice at once. */
export const cronJob: Emitter<ModuleContext> = {
  file: () => 'cron-job.yaml',
  home: 'module',
  kinds: [{ group: 'batch', kind: 'CronJob' }],
  writes: ['workload.kind.job'],
  emit: context => {
    const { metadata, spec } = context.spec;
    const { kind, job } = spec.workload;
    if (kind !== 'job' || !job) {
      return [];
    }
    const labels = workloadLabels(metadata.name);
    return [
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: {
          name: metadata.name,
          labels,
          ...annotated(placeholderAnnotations(context)),
        },
        spec: {
          schedule: job.schedule,
          timeZone: 'Etc/UTC',
          concurrencyPolicy: 'Forbid',
          // What could not begin in time waits for its next turn.
          startingDeadlineSeconds: HOUR_SECONDS,
          successfulJobsHistoryLimit: 3,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            metadata: { labels },
            spec: {
              activeDeadlineSeconds: job.timeoutMinutes * 60,
              backoffLimit: job.retries,
              podFailurePolicy: { rules: [NODE_DRAINED] },
              ttlSecondsAfterFinished: WEEK_SECONDS,
              template: toPodTemplate(context),
            },
          },
        },
      },
    ];
  },
};
