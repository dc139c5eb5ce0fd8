import { linesOf } from './__testUtils__';

const SCHEDULE = { schedule: '20 4 * * 1-5' };
const ONLY = 'is not for a job, which runs once and ends';
const AUTOSCALING = { minReplicas: 1, maxReplicas: 2, cpuPercent: 50 };

describe('findKindProblems', () => {
  it.each([
    { workload: { kind: 'service' } },
    { workload: { kind: 'worker' } },
    { workload: { kind: 'job', job: SCHEDULE } },
    // As it is after it was read once.
    { workload: { kind: 'job', job: SCHEDULE, replicas: 2, port: 8080 } },
    { workload: { kind: 'service' }, exposure: { kind: 'internal' } },
    { workload: { kind: 'service' }, exposure: { kind: 'none' } },
    { workload: { kind: 'worker' }, exposure: { kind: 'none' }, callers: [] },
    { workload: { kind: 'worker' }, callers: 'system' },
    { workload: { kind: 'service' }, callers: 'any' },
    {
      workload: { kind: 'worker' },
      callers: ['a'],
      events: { bus: 'nats', publishes: [{ name: 'b' }] },
    },
  ])('takes %j', spec => {
    expect(linesOf(spec)).toEqual([]);
  });

  it.each<[object, string]>([
    [
      { workload: { kind: 'service', job: SCHEDULE } },
      'spec.workload.job: is for "kind: job" only',
    ],
    [
      { workload: { kind: 'job' } },
      'spec.workload.job.schedule: is missing: a job needs five fields of cron, such as "20 4 * * *"',
    ],
    [
      { workload: { kind: 'job', job: { schedule: '@daily' } } },
      'spec.workload.job.schedule: is not a schedule of five fields such as "23 2 * * *" (minute, hour, day, month, weekday; no seconds, no @daily)',
    ],
    [
      { workload: { kind: 'job', job: { schedule: '0 2 * * 7' } } },
      'spec.workload.job.schedule: has weekday 7: Velero and Kubernetes know 0 (Sunday) to 6',
    ],
    [
      { workload: { kind: 'job', job: SCHEDULE, replicas: 3 } },
      `spec.workload.replicas: ${ONLY}: leave it out`,
    ],
    [
      { workload: { kind: 'job', job: SCHEDULE, autoscaling: AUTOSCALING } },
      `spec.workload.autoscaling: ${ONLY}: leave it out`,
    ],
    [
      { workload: { kind: 'job', job: SCHEDULE, probes: {} } },
      `spec.workload.probes: ${ONLY}: job.timeoutMinutes ends one that hangs`,
    ],
    [
      {
        workload: { kind: 'job', job: SCHEDULE },
        observability: { metrics: {} },
      },
      `spec.observability.metrics: ${ONLY} before Prometheus has asked it: leave it out`,
    ],
    [
      {
        workload: { kind: 'job', job: SCHEDULE },
        placements: [{ environment: 'a', cluster: 'b', replicas: 1 }],
      },
      `spec.placements[0].replicas: ${ONLY}: leave it out`,
    ],
    [
      { workload: { kind: 'worker' }, exposure: { kind: 'internal' } },
      'spec.exposure.kind: must be none: a worker answers no requests, "workload.kind: service" does',
    ],
    [
      {
        workload: { kind: 'job', job: SCHEDULE },
        exposure: { kind: 'public', host: 'a.example.com' },
      },
      'spec.exposure.kind: must be none: a job answers no requests, "workload.kind: service" does',
    ],
    ...(['any', ['a']] as const).map((callers): [object, string] => [
      { workload: { kind: 'worker' }, callers },
      'spec.callers: nobody can call what is not exposed: leave it out, or say "exposure.kind: internal" of a service',
    ]),
    [
      {
        workload: { kind: 'worker' },
        callers: ['a'],
        events: { bus: 'nats', consumes: [{ module: 'b', name: 'c' }] },
      },
      'spec.callers: nobody can call what is not exposed: leave it out, or say "exposure.kind: internal" of a service',
    ],
    [
      { exposure: { kind: 'none' }, callers: 'any' },
      'spec.callers: nobody can call what is not exposed: leave it out, or say "exposure.kind: internal" of a service',
    ],
  ])('refuses %j', (spec, line) => {
    expect(linesOf(spec)).toEqual([line]);
  });
});
