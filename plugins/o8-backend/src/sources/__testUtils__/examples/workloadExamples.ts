import { minutesAgo } from '../time';
import { condition, inModule } from './createExample';

const IMAGE = `registry.example.com/billing@sha256:${'0a'.repeat(32)}`;

const template = {
  metadata: { labels: { 'app.kubernetes.io/name': 'billing' } },
  spec: {
    serviceAccountName: 'billing',
    automountServiceAccountToken: false,
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone' },
    ],
    containers: [
      {
        name: 'billing',
        image: IMAGE,
        readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
        resources: { limits: { memory: '256Mi' } },
      },
    ],
  },
};

const numbers = { replicas: 3, updatedReplicas: 3, readyReplicas: 3 };

/** What runs of a module. */
export const workloadExamples = [
  inModule('apps/v1', 'Deployment', {
    spec: { replicas: 3, template },
    status: {
      ...numbers,
      availableReplicas: 3,
      observedGeneration: 2,
      conditions: [
        condition('Available', 'True', 'MinimumReplicasAvailable'),
        condition('Progressing', 'True', 'NewReplicaSetAvailable'),
      ],
    },
  }),
  inModule('apps/v1', 'StatefulSet', {
    spec: { replicas: 3, serviceName: 'billing', template },
    status: { ...numbers, currentRevision: 'billing-1' },
  }),
  inModule('apps/v1', 'DaemonSet', {
    spec: { template },
    status: {
      desiredNumberScheduled: 3,
      currentNumberScheduled: 3,
      updatedNumberScheduled: 3,
      numberReady: 2,
      numberMisscheduled: 0,
    },
  }),
  inModule(
    'batch/v1',
    'Job',
    {
      spec: { backoffLimit: 1, template },
      status: {
        startTime: minutesAgo(30),
        completionTime: minutesAgo(29),
        succeeded: 1,
        conditions: [condition('Complete', 'True', 'CompletionsReached')],
      },
    },
    {
      ownerReferences: [
        { apiVersion: 'batch/v1', kind: 'CronJob', name: 'billing' },
      ],
    },
  ),
  inModule('batch/v1', 'CronJob', {
    spec: {
      schedule: '*/30 * * * *',
      timeZone: 'Europe/Berlin',
      jobTemplate: { spec: { template } },
    },
    status: {
      lastScheduleTime: minutesAgo(30),
      lastSuccessfulTime: minutesAgo(29),
    },
  }),
  inModule('argoproj.io/v1alpha1', 'Rollout', {
    spec: {
      replicas: 3,
      template,
      strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } },
    },
    status: {
      ...numbers,
      updatedReplicas: 1,
      observedGeneration: '2',
      phase: 'Paused',
      message: 'CanaryPauseStep',
      currentStepIndex: 1,
      currentPodHash: 'new',
      stableRS: 'old',
      canary: {
        weights: {
          canary: { weight: 10, podTemplateHash: 'new' },
          stable: { weight: 90, podTemplateHash: 'old' },
        },
      },
    },
  }),
  inModule('policy/v1', 'PodDisruptionBudget', {
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    status: {
      currentHealthy: 3,
      desiredHealthy: 2,
      disruptionsAllowed: 1,
      expectedPods: 3,
      conditions: [condition('DisruptionAllowed', 'True', 'SufficientPods')],
    },
  }),
  inModule('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'billing',
      },
      minReplicas: 2,
      maxReplicas: 10,
    },
    status: {
      currentReplicas: 3,
      desiredReplicas: 3,
      conditions: [
        condition('AbleToScale', 'True', 'ReadyForNewScale'),
        condition('ScalingActive', 'True', 'ValidMetricFound'),
        condition('ScalingLimited', 'False', 'DesiredWithinRange'),
      ],
    },
  }),
];
