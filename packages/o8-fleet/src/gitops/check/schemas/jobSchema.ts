import { z } from 'zod';
import { isRecord } from '../../render/parseManifests';
import { Cron } from '../../../content/Cron';
import { anything, count, fields, filled, flag, oneOf, text } from './fields';
import { labelSelectorSchema } from './labelSelectorSchema';
import { metadataSchema } from './metadataSchema';
import { jobTemplateSchema } from './pod/podTemplateSchema';

const specSchema = fields(
  {
    activeDeadlineSeconds: z.int().min(1),
    backoffLimit: count,
    backoffLimitPerIndex: count,
    completionMode: oneOf('Indexed', 'NonIndexed'),
    completions: count,
    managedBy: text,
    manualSelector: flag,
    maxFailedIndexes: count,
    parallelism: count,
    // What decides which failures count; nothing fails here.
    podFailurePolicy: anything,
    podReplacementPolicy: oneOf('Failed', 'TerminatingOrFailed'),
    selector: labelSelectorSchema,
    successPolicy: anything,
    suspend: flag,
    ttlSecondsAfterFinished: count,
  },
  { template: jobTemplateSchema },
).superRefine((spec, context) => {
  const template = isRecord(spec) ? spec.template : undefined;
  const pod = isRecord(template) ? template.spec : undefined;
  if (!isRecord(pod) || pod.restartPolicy) return;
  context.addIssue({
    code: 'custom',
    path: ['template', 'spec', 'restartPolicy'],
    message: 'Required value: valid values: "OnFailure", "Never"',
  });
});

/** A Job, but for its metadata. */
export const jobSchema: z.ZodRawShape = { spec: specSchema };

const schedule = filled.superRefine((value, context) => {
  try {
    Cron.parse(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : `${error}`;
    context.addIssue({ code: 'custom', message: reason });
  }
});

// A server knows all of them, and would take others: the fleet's clock is this one.
const timeZone = z.enum(
  ['Etc/UTC', 'UTC'],
  'the demo fleet knows the time zone "Etc/UTC" only',
);

/** A CronJob, but for its metadata. */
export const cronJobSchema: z.ZodRawShape = {
  spec: fields(
    {
      concurrencyPolicy: oneOf('Allow', 'Forbid', 'Replace'),
      failedJobsHistoryLimit: count,
      startingDeadlineSeconds: count,
      successfulJobsHistoryLimit: count,
      suspend: flag,
      timeZone,
    },
    {
      jobTemplate: fields({ metadata: metadataSchema }, { spec: specSchema }),
      schedule,
    },
  ),
};
