import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';
import { lastRunAgoMs, ownedBy } from '../Scope';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time';
import { podTemplate } from './podObjects';

/** How long ago the hook failed. */
export const FAILED_HOOK_MS = 3 * HOUR_MS;

/** When the nightly job runs. */
const NIGHTLY = '40 2 * * *';

/** What stands around a workload and comes from the module's repository. */
export function* createServing(placement: Placement): Generator<KubeObject> {
  const { name, ageMs } = placement;
  const common = { name, namespace: name, ageMs, labels: placement.appLabels };
  const selector = { 'app.kubernetes.io/name': name };
  yield placement.object(
    { apiVersion: 'v1', kind: 'ServiceAccount', ...common },
    { automountServiceAccountToken: false },
  );
  yield placement.object(
    { apiVersion: 'v1', kind: 'Service', ...common },
    {
      spec: {
        type: 'ClusterIP',
        clusterIP: `10.96.${placement.int(
          `ip/${name}/a`,
          0,
          255,
        )}.${placement.int(`ip/${name}/b`, 2, 254)}`,
        selector,
        ports: [
          { name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' },
          {
            name: 'http-metrics',
            port: 9090,
            targetPort: 'http-metrics',
            protocol: 'TCP',
          },
        ],
      },
      status: { loadBalancer: {} },
    },
  );
  yield placement.object(
    { apiVersion: 'v1', kind: 'ConfigMap', ...common },
    {
      data: {
        LOG_FORMAT: 'json',
        LOG_LEVEL: 'info',
        REGION: placement.cluster.region,
      },
    },
  );
  yield* createAvailability(placement);
}

/** What keeps enough of it running. */
function* createAvailability(placement: Placement): Generator<KubeObject> {
  const { name, ageMs, module } = placement;
  const common = { name, namespace: name, ageMs, labels: placement.appLabels };
  const selector = { 'app.kubernetes.io/name': name };
  const isRollout = module.workload === 'Rollout';
  yield placement.object(
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      ...common,
    },
    {
      spec: {
        scaleTargetRef: {
          apiVersion: isRollout ? 'argoproj.io/v1alpha1' : 'apps/v1',
          kind: module.workload,
          name,
        },
        minReplicas: module.replicas,
        maxReplicas: module.replicas * 4,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: 70 },
            },
          },
        ],
      },
      status: {
        currentReplicas: module.replicas,
        desiredReplicas: module.replicas,
        conditions: [],
      },
    },
  );
  yield placement.object(
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', ...common },
    {
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: selector },
      },
      status: {
        currentHealthy: module.replicas,
        desiredHealthy: Math.max(module.replicas - 1, 0),
        disruptionsAllowed: 1,
        expectedPods: module.replicas,
        observedGeneration: 1,
      },
    },
  );
}

function jobSpec(placement: Placement, image: string) {
  const template = podTemplate(placement, image);
  return {
    backoffLimit: 1,
    template: {
      metadata: template.metadata,
      spec: { ...template.spec, restartPolicy: 'Never' },
    },
  };
}

/** The migration that did not come through, which Argo CD leaves to be looked at. */
function createFailedHook(placement: Placement, image: string): KubeObject {
  const { name } = placement;
  const endedMs = FAILED_HOOK_MS;
  return placement.object(
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      name: `${name}-migrate`,
      namespace: name,
      ageMs: endedMs + 2 * MINUTE_MS,
      generation: 1,
      labels: placement.appLabels,
      annotations: {
        'argocd.argoproj.io/hook': 'PreSync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      },
    },
    {
      spec: jobSpec(placement, image),
      status: {
        failed: 2,
        startTime: placement.ago(endedMs + 2 * MINUTE_MS),
        conditions: [
          {
            type: 'Failed',
            status: 'True',
            reason: 'BackoffLimitExceeded',
            message: 'Job has reached the specified backoff limit',
            lastProbeTime: placement.ago(endedMs),
            lastTransitionTime: placement.ago(endedMs),
          },
        ],
      },
    },
  );
}

/** Batch work: a nightly job with its last run, and a hook that failed. */
export function* createBatch(placement: Placement): Generator<KubeObject> {
  const { name, ageMs } = placement;
  const [release] = placement.releases();
  const lastMs = lastRunAgoMs(placement, NIGHTLY);
  const cronJob = placement.object(
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      name: `${name}-cleanup`,
      namespace: name,
      ageMs,
      labels: placement.appLabels,
    },
    {
      spec: {
        schedule: NIGHTLY,
        concurrencyPolicy: 'Forbid',
        jobTemplate: { spec: jobSpec(placement, release.image) },
      },
      status: {
        lastScheduleTime: placement.ago(lastMs),
        lastSuccessfulTime: placement.ago(lastMs - 40 * SECOND_MS),
      },
    },
  );
  yield cronJob;
  yield placement.object(
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      name: `${name}-cleanup-${placement.int(`cron/${name}/run`, 29e6, 30e6)}`,
      namespace: name,
      ageMs: lastMs,
      labels: placement.appLabels,
      ownerReferences: ownedBy(cronJob),
    },
    {
      spec: jobSpec(placement, release.image),
      status: {
        succeeded: 1,
        startTime: placement.ago(lastMs),
        completionTime: placement.ago(lastMs - 40 * SECOND_MS),
        conditions: [
          {
            type: 'Complete',
            status: 'True',
            lastProbeTime: placement.ago(lastMs - 40 * SECOND_MS),
            lastTransitionTime: placement.ago(lastMs - 40 * SECOND_MS),
          },
        ],
      },
    },
  );
  if (placement.has('failedHook')) {
    yield createFailedHook(placement, release.image);
  }
}
