import { z } from 'zod';
import { isRecord } from '../../render/parseManifests';
import {
  anything,
  count,
  countOrPercent,
  fields,
  filled,
  filledList,
  flag,
  list,
  text,
} from './fields';
import { labelSelectorSchema } from './labelSelectorSchema';
import { podTemplateSchema } from './pod/podTemplateSchema';

const step = fields({
  analysis: anything,
  experiment: anything,
  pause: fields({ duration: z.union([z.int(), text]) }),
  plugin: anything,
  replicaProgressThreshold: anything,
  setCanaryScale: anything,
  setHeaderRoute: anything,
  setMirrorRoute: anything,
  setWeight: count.max(100),
});

const canary = fields({
  abortScaleDownDelaySeconds: count,
  analysis: anything,
  antiAffinity: anything,
  canaryMetadata: anything,
  canaryService: text,
  dynamicStableScale: flag,
  maxSurge: countOrPercent,
  maxUnavailable: countOrPercent,
  minPodsPerReplicaSet: count,
  pingPong: anything,
  replicaProgressThreshold: anything,
  scaleDownDelayRevisionLimit: count,
  scaleDownDelaySeconds: count,
  stableMetadata: anything,
  stableService: text,
  steps: list(step),
  trafficRouting: anything,
});

const specSchema = fields(
  {
    analysis: anything,
    minReadySeconds: count,
    paused: flag,
    progressDeadlineAbort: flag,
    progressDeadlineSeconds: count,
    replicas: count,
    restartAt: text,
    revisionHistoryLimit: count,
    rollbackWindow: anything,
    selector: labelSelectorSchema,
    template: podTemplateSchema,
    workloadRef: fields(
      { apiVersion: text, scaleDown: text },
      { kind: filled, name: filled },
    ),
  },
  { strategy: fields({ blueGreen: anything, canary }) },
);

/** A Rollout of Argo Rollouts, but for its metadata. */
export const rolloutSchema: z.ZodRawShape = {
  spec: specSchema.superRefine((spec, context) => {
    if (!isRecord(spec)) return;
    const { template, workloadRef } = spec;
    if (Boolean(template) === Boolean(workloadRef)) {
      context.addIssue('needs either template or workloadRef');
    }
  }),
};

const limit = z.union([z.int(), text]);

const metric = fields(
  {
    consecutiveErrorLimit: limit,
    consecutiveSuccessLimit: limit,
    count: limit,
    failureCondition: text,
    failureLimit: limit,
    inconclusiveLimit: limit,
    initialDelay: text,
    interval: text,
    successCondition: text,
  },
  { name: filled, provider: anything },
);

/** An AnalysisTemplate of Argo Rollouts, but for its metadata. */
export const analysisTemplateSchema: z.ZodRawShape = {
  spec: fields({
    args: list(fields({ value: text, valueFrom: anything }, { name: filled })),
    dryRun: list(anything),
    measurementRetention: list(anything),
    metrics: filledList(metric),
    templates: list(anything),
  }),
};
