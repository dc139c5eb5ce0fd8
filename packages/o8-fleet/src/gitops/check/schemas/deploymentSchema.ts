import { z } from 'zod';
import { isRecord } from '../../render/parseManifests';
import { count, countOrPercent, fields, flag, oneOf } from './fields';
import { labelSelectorSchema } from './labelSelectorSchema';
import { podTemplateSchema } from './pod/podTemplateSchema';

const specSchema = fields(
  {
    minReadySeconds: count,
    paused: flag,
    progressDeadlineSeconds: count,
    replicas: count,
    revisionHistoryLimit: count,
    strategy: fields({
      rollingUpdate: fields({
        maxSurge: countOrPercent,
        maxUnavailable: countOrPercent,
      }),
      type: oneOf('Recreate', 'RollingUpdate'),
    }),
  },
  {
    selector: labelSelectorSchema.superRefine((selector, context) => {
      const isEmpty =
        isRecord(selector) &&
        [selector.matchLabels, selector.matchExpressions].every(
          each => Object.keys(each ?? {}).length === 0,
        );
      if (isEmpty) {
        context.addIssue('empty selector is invalid for deployment');
      }
    }),
    template: podTemplateSchema,
  },
);

/** A Deployment, but for its metadata. */
export const deploymentSchema: z.ZodRawShape = {
  spec: specSchema.superRefine((spec, context) => {
    if (!isRecord(spec)) return;
    const { matchLabels } = isRecord(spec.selector) ? spec.selector : {};
    const template = isRecord(spec.template) ? spec.template : {};
    const metadata = isRecord(template.metadata) ? template.metadata : {};
    const labels = isRecord(metadata.labels) ? metadata.labels : {};
    const isChosen = Object.entries(matchLabels ?? {}).every(
      ([name, value]) => labels[name] === value,
    );
    if (!isChosen) {
      context.addIssue({
        code: 'custom',
        path: ['template', 'metadata', 'labels'],
        message: '`selector` does not match template `labels`',
      });
    }
  }),
};
