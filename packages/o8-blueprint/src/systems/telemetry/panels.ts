import type { ModuleContext } from '../../emitters/types';
import { lastBackup } from './backupRules';
import { ageOf, series, sumIncrease, sumRate, type Matchers } from './promql';
import { failedShare, requestMetrics, type RequestMetrics } from './requests';
import { recordedFailures } from './sloRules';

/** What a dashboard shows in one place. */
export interface Panel {
  title: string;
  type: 'timeseries' | 'stat';
  unit: string;
  queries: { expr: string; legend: string }[];
}

/** What of a module can be seen: what nobody measures has no panel. */
export function panelsOf(context: ModuleContext): Panel[] {
  const { metadata, spec } = context.spec;
  const requests = requestMetrics(context);
  const { name } = metadata;
  const { kind, chart } = spec.workload;
  return [
    ...(requests ? requestPanels(requests) : []),
    ...(requests && spec.observability?.slo ? [objectivePanel(name)] : []),
    ...(kind === 'job' && !chart ? [jobPanel(name)] : [readyPanel(context)]),
    restartsPanel(name),
    ...saturationPanels({ namespace: name }),
    {
      title: 'Age of the last backup',
      type: 'stat',
      unit: 's',
      queries: [{ expr: ageOf(lastBackup(name)), legend: 'age' }],
    },
  ];
}

function requestPanels(requests: RequestMetrics): Panel[] {
  const { count, status, buckets, unit } = requests;
  const quantile = (share: number) =>
    `histogram_quantile(${share}, sum by (le) (rate(${buckets}[5m])))`;
  return [
    {
      title: 'Requests',
      type: 'timeseries',
      unit: 'reqps',
      queries: [
        {
          expr: `sum by (${status}) (rate(${count}[5m]))`,
          legend: `{{${status}}}`,
        },
      ],
    },
    {
      title: 'Failed requests',
      type: 'timeseries',
      unit: 'percentunit',
      queries: [{ expr: failedShare(requests, '5m'), legend: 'failed' }],
    },
    {
      title: 'Latency',
      type: 'timeseries',
      unit,
      queries: [0.5, 0.95, 0.99].map(share => ({
        expr: quantile(share),
        legend: `${share * 100} %`,
      })),
    },
  ];
}

function objectivePanel(name: string): Panel {
  return {
    title: 'Succeeded in three days',
    type: 'stat',
    unit: 'percentunit',
    queries: [
      { expr: `1 - ${recordedFailures(name, '3d')}`, legend: 'succeeded' },
    ],
  };
}

function readyPanel({ spec: { metadata, spec } }: ModuleContext): Panel {
  const { name } = metadata;
  const { autoscaling, chart } = spec.workload;
  const ready = { namespace: name, condition: 'true' };
  const scaler = { namespace: name, horizontalpodautoscaler: name };
  return {
    title: 'Replicas',
    type: 'timeseries',
    unit: 'short',
    queries: [
      {
        expr: `sum(${series('kube_pod_status_ready', ready)})`,
        legend: 'ready',
      },
      ...(autoscaling && !chart
        ? [
            {
              expr: `max(${series(
                'kube_horizontalpodautoscaler_spec_max_replicas',
                scaler,
              )})`,
              legend: 'at most',
            },
          ]
        : []),
    ],
  };
}

function jobPanel(name: string): Panel {
  const last = series('kube_cronjob_status_last_successful_time', {
    namespace: name,
    cronjob: name,
  });
  return {
    title: 'Since it last succeeded',
    type: 'stat',
    unit: 's',
    queries: [{ expr: ageOf(last), legend: 'age' }],
  };
}

function restartsPanel(name: string): Panel {
  const restarts = series('kube_pod_container_status_restarts_total', {
    namespace: name,
  });
  return {
    title: 'Restarts in an hour',
    type: 'timeseries',
    unit: 'short',
    queries: [{ expr: sumIncrease(restarts, '1h'), legend: 'restarts' }],
  };
}

/** How much is used of what was asked for: CPU has no limit, memory has. */
function saturationPanels(own: Matchers): Panel[] {
  // Without a container it is the sum of a pod, or its network alone.
  const used = { ...own, container: /.+/ };
  const cpu = sumRate(series('container_cpu_usage_seconds_total', used), '5m');
  const requested = series('kube_pod_container_resource_requests', {
    ...own,
    resource: 'cpu',
  });
  const byContainer = (metric: string, labels: Matchers) =>
    `sum by (pod, container) (${series(metric, labels)})`;
  const limits = { ...own, resource: 'memory' };
  return [
    {
      title: 'CPU, of what is requested',
      type: 'timeseries',
      unit: 'percentunit',
      queries: [{ expr: `${cpu} / sum(${requested})`, legend: 'used' }],
    },
    {
      title: 'Memory, of its limits',
      type: 'timeseries',
      unit: 'percentunit',
      queries: [
        {
          expr: `${byContainer(
            'container_memory_working_set_bytes',
            used,
          )} / ${byContainer('kube_pod_container_resource_limits', limits)}`,
          legend: '{{pod}} {{container}}',
        },
      ],
    },
  ];
}
