import type { ModuleContext } from '../../emitters/types';
import { longestGapMinutes } from '../../rules/longestGapMinutes';
import { parseCron } from '../../rules/parseCron';
import type { Alert, RuleGroup } from './Alert';
import { series, sumIncrease, type Matchers } from './promql';

/** What a run may be late by, beside the time that it takes. */
const LATE_MINUTES = 15;

/**
 * Alerts about what runs, from what kube-state-metrics says of it. It has to keep the
 * namespace of what it tells of (`honorLabels`), as its usual installations do.
 */
export function workloadRules(context: ModuleContext): RuleGroup[] {
  const { metadata, spec } = context.spec;
  const { alerts } = spec.observability ?? {};
  const { kind, chart, job } = spec.workload;
  if (!alerts) {
    return [];
  }
  const { name } = metadata;
  return [
    {
      name: `${name}-workload`,
      alerts: [
        restarting(name, alerts.restarts),
        ...(kind === 'job' && job && !chart
          ? overdue(name, job)
          : [unavailable(name, ownPods(context))]),
        ...(hasDeployment(context) ? [replicasMissing(name)] : []),
      ],
    },
  ];
}

/** A canary has a Rollout, which kube-state-metrics does not know. */
function hasDeployment({ spec: { spec } }: ModuleContext): boolean {
  const { kind, chart } = spec.workload;
  return kind !== 'job' && !chart && spec.delivery?.strategy !== 'canary';
}

/** Those that a ReplicaSet has made: others, such as a database, say nothing of the process. */
function ownPods({ spec: { metadata, spec } }: ModuleContext): Matchers {
  return spec.workload.chart
    ? {}
    : {
        // Their hashes have no vowels, unlike the names of other pods.
        pod: new RegExp(`${metadata.name}-[b-df-hj-np-tv-z0-9]+-[a-z0-9]{5}`),
      };
}

function restarting(name: string, most: number): Alert {
  const restarts = series('kube_pod_container_status_restarts_total', {
    namespace: name,
  });
  return {
    name: 'ModuleRestarting',
    severity: 'warning',
    expr: `${sumIncrease(restarts, '1h')} >= ${most}`,
    for: '0m',
    summary: `Containers of ${name} restart: {{ $value | humanize }} times in the last hour`,
    description: `Its spec says that ${most} restarts in an hour are too many.`,
    steps: [
      `Why did the last one end? \`kubectl -n ${name} describe pods\` says whether it was out of memory, failed its probes or ended by itself.`,
      `What did it say last? \`kubectl -n ${name} logs --previous <pod>\``,
    ],
  };
}

/** Pods, and not Deployments: a chart may have other ones, and a canary has a Rollout. */
function unavailable(name: string, pods: Matchers): Alert {
  const ready = series('kube_pod_status_ready', {
    namespace: name,
    condition: 'true',
    ...pods,
  });
  const exists = series('kube_namespace_created', { namespace: name });
  // Without any pod nothing counts them: the namespace says that there should be some.
  return {
    name: 'ModuleUnavailable',
    severity: 'critical',
    expr: `(sum(${ready}) or sum(${exists}) * 0) == 0`,
    for: '5m',
    summary: `No pod of ${name} is ready`,
    description: 'Nobody gets an answer, and no work is done.',
    steps: [
      `What do its pods wait for? \`kubectl -n ${name} get pods,events\``,
      'Is there room on the nodes and in its quota, does its image exist, do its probes answer?',
    ],
  };
}

function replicasMissing(name: string): Alert {
  const labels = { namespace: name, deployment: name };
  const there = series('kube_deployment_status_replicas_available', labels);
  const wanted = series('kube_deployment_spec_replicas', labels);
  return {
    name: 'ModuleReplicasMissing',
    severity: 'warning',
    expr: `max(${wanted}) - max(${there}) > 0`,
    for: '15m',
    summary: `{{ $value }} replicas of ${name} are missing`,
    description:
      'It still works, but with fewer replicas than it should: the loss of a node may be one too many.',
    steps: [
      `Which pods are not ready? \`kubectl -n ${name} get pods,events\``,
      'A rollout that does not go on looks the same: what was deployed last?',
    ],
  };
}

function overdue(
  name: string,
  {
    schedule,
    timeoutMinutes,
  }: NonNullable<ModuleContext['spec']['spec']['workload']['job']>,
): Alert[] {
  const cron = parseCron(schedule);
  // Such a spec was refused before.
  if ('problem' in cron) {
    return [];
  }
  const minutes = longestGapMinutes(cron) + timeoutMinutes + LATE_MINUTES;
  const labels = { namespace: name, cronjob: name };
  const last = series('kube_cronjob_status_last_successful_time', labels);
  const created = series('kube_cronjob_created', labels);
  const suspended = series('kube_cronjob_spec_suspend', labels);
  return [
    {
      name: 'ModuleJobOverdue',
      severity: 'warning',
      // One that never succeeded has no such time: it counts from its beginning.
      expr: `time() - (max(${last}) or max(${created})) > ${
        minutes * 60
      } unless max(${suspended}) == 1`,
      for: '5m',
      summary: `${name} has not succeeded for {{ $value | humanizeDuration }}`,
      description: `It runs at \`${schedule}\` (UTC) for at most ${timeoutMinutes} minutes: a run has failed, or has not begun.`,
      steps: [
        `What became of its runs? \`kubectl -n ${name} get jobs,pods\``,
        `Try it by hand: \`kubectl -n ${name} create job --from=cronjob/${name} ${name}-by-hand\``,
      ],
    },
  ];
}
