import { healthOf } from './healthOf';

const judge = (apiVersion: string, kind: string, rest: object) =>
  healthOf({
    apiVersion,
    kind,
    metadata: { name: 'a', uid: 'u', creationTimestamp: '' },
    ...rest,
  })?.status;

const conditions = (...all: string[]) => ({
  status: {
    conditions: all.map(each => {
      const [type, status, reason] = each.split(' ');
      return { type, status, reason };
    }),
  },
});
const of = (apiVersion: string, kind: string) => (rest: object) =>
  judge(apiVersion, kind, rest);

const claim = of('v1', 'PersistentVolumeClaim');
const autoscaler = of('autoscaling/v2', 'HorizontalPodAutoscaler');
const budget = of('policy/v1', 'PodDisruptionBudget');
const job = of('batch/v1', 'Job');
const cronJob = of('batch/v1', 'CronJob');

const [early, late] = ['2026-11-22T10:00:00Z', '2026-11-22T11:00:00Z'];
const ran = (status: object) => ({ spec: {}, status });

// As the code of Argo CD judges them.
it.each<[string, (rest: object) => string | undefined, object, string]>([
  ['a bound claim', claim, { status: { phase: 'Bound' } }, 'Healthy'],
  ['a pending claim', claim, { status: { phase: 'Pending' } }, 'Progressing'],
  ['a lost claim', claim, { status: { phase: 'Lost' } }, 'Degraded'],
  ['a claim of nobody', claim, {}, 'Unknown'],
  ['a new autoscaler', autoscaler, {}, 'Progressing'],
  [
    'one that scales',
    autoscaler,
    conditions('AbleToScale True', 'ScalingActive True'),
    'Healthy',
  ],
  [
    'one at its limit',
    autoscaler,
    conditions('ScalingLimited True TooFewReplicas'),
    'Healthy',
  ],
  [
    'one without a target',
    autoscaler,
    conditions('AbleToScale False FailedGetScale'),
    'Degraded',
  ],
  [
    'one without metrics',
    autoscaler,
    conditions('ScalingActive False FailedGetResourceMetric'),
    'Degraded',
  ],
  ['a new budget', budget, {}, 'Progressing'],
  [
    'one without a pod to spare',
    budget,
    conditions('DisruptionAllowed False InsufficientPods'),
    'Healthy',
  ],
  [
    'one that cannot be judged',
    budget,
    conditions('DisruptionAllowed False SyncFailed'),
    'Degraded',
  ],
  ['a Job that runs', job, {}, 'Progressing'],
  ['one that is suspended', job, { spec: { suspend: true } }, 'Suspended'],
  ['one that is done', job, conditions('Complete True'), 'Healthy'],
  ['one that failed', job, conditions('Failed True'), 'Degraded'],
  ['one that did not fail', job, conditions('Failed False'), 'Progressing'],
  ['a CronJob that nobody saw', cronJob, { spec: {} }, 'Progressing'],
  ['a CronJob that never ran', cronJob, ran({}), 'Healthy'],
  ['a suspended CronJob', cronJob, { spec: { suspend: true } }, 'Suspended'],
  [
    'one that never succeeded',
    cronJob,
    ran({ lastScheduleTime: late }),
    'Healthy',
  ],
  [
    'one that failed last',
    cronJob,
    ran({ lastScheduleTime: late, lastSuccessfulTime: early }),
    'Degraded',
  ],
  [
    'one that runs again',
    cronJob,
    ran({ lastScheduleTime: late, lastSuccessfulTime: early, active: [{}] }),
    'Healthy',
  ],
  [
    'one that succeeded',
    cronJob,
    ran({ lastScheduleTime: early, lastSuccessfulTime: late }),
    'Healthy',
  ],
])('%s', (_, judgeIt, rest, health) => {
  expect(judgeIt(rest)).toBe(health);
});
