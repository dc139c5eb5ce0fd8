import { invalid } from './invalid';
import { parseCron } from './parseCron';
import type { SpecParts, SpecRule } from './specParts';
import { workloadDefaults } from './workloadDefaults';

/** What a workload of one kind has, and others do not. */
export const findKindProblems: SpecRule = parts => [
  ...findJobProblems(parts),
  ...findReachProblems(parts),
];

function findJobProblems({ workload, fields }: SpecParts) {
  const { kind, job, replicas, autoscaling, probes } = workload;
  if (kind === undefined) {
    return [];
  }
  if (kind !== 'job') {
    return job ? [invalid(['workload', 'job'], 'is for "kind: job" only')] : [];
  }
  const only = 'is not for a job, which runs once and ends';
  const problems = [];
  if (replicas !== undefined && replicas !== workloadDefaults.replicas) {
    problems.push(invalid(['workload', 'replicas'], `${only}: leave it out`));
  }
  if (autoscaling) {
    problems.push(
      invalid(['workload', 'autoscaling'], `${only}: leave it out`),
    );
  }
  if (probes) {
    problems.push(
      invalid(
        ['workload', 'probes'],
        `${only}: job.timeoutMinutes ends one that hangs`,
      ),
    );
  }
  if (fields.observability?.metrics) {
    problems.push(
      invalid(
        ['observability', 'metrics'],
        `${only} before Prometheus has asked it: leave it out`,
      ),
    );
  }
  fields.placements?.forEach((placement, index) => {
    for (const field of ['replicas', 'autoscaling'] as const) {
      if (placement[field] !== undefined) {
        const path = ['placements', index, field];
        problems.push(invalid(path, `${only}: leave it out`));
      }
    }
  });
  return [...problems, ...findScheduleProblems(job)];
}

function findScheduleProblems(job: SpecParts['workload']['job']) {
  const path = ['workload', 'job', 'schedule'];
  if (!job) {
    return [
      invalid(
        path,
        'is missing: a job needs five fields of cron, such as "20 4 * * *"',
      ),
    ];
  }
  const cron = parseCron(job.schedule);
  return 'problem' in cron ? [invalid(path, cron.problem)] : [];
}

function findReachProblems({ workload: { kind }, fields }: SpecParts) {
  const { exposure, callers, events } = fields;
  if (kind === undefined) {
    return [];
  }
  const isService = kind === 'service';
  if (!isService && exposure && exposure.kind !== 'none') {
    return [
      invalid(
        ['exposure', 'kind'],
        `must be none: a ${kind} answers no requests, "workload.kind: service" does`,
      ),
    ];
  }
  const isCalled = isService && exposure?.kind !== 'none';
  // Who may call a module may also read what it publishes.
  const isReached = isCalled || (events?.publishes.length ?? 0) > 0;
  const names = callers === 'any' || (callers && callers.length > 0);
  // "system" is what everybody says who says nothing.
  return !isReached && callers !== 'system' && names
    ? [
        invalid(
          ['callers'],
          'nobody can call what is not exposed: leave it out, or say "exposure.kind: internal" of a service',
        ),
      ]
    : [];
}
