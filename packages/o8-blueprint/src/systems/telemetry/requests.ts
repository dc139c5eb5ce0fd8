import { hasService } from '../../emitters/module/exposure';
import type { ModuleContext } from '../../emitters/types';
import { series, sumRate, type Matchers, type Range } from './promql';

type Latency = NonNullable<
  NonNullable<
    NonNullable<ModuleContext['spec']['spec']['observability']>['slo']
  >['latency']
>;

/** The counters of the requests to a module. */
export interface RequestMetrics {
  /** Who counts: the sidecar in front of the process, or the process itself. */
  by: 'sidecar' | 'process';
  /** The label with the status. */
  status: string;
  /** How many there were. */
  count: string;
  /** Those that failed at our side. */
  failed: string;
  /** Those that were answered within a time. */
  within: (latency: Latency) => string;
  /** How many were answered within which bounds. */
  buckets: string;
  /** What one unit of the bounds is. */
  unit: 's' | 'ms';
}

/**
 * What counts the requests to a module; undefined where nobody does. A sidecar sees
 * also those that never reached the process. The proxies of ambient count connections
 * only. What a process counts has the name that OpenTelemetry gives it.
 */
export function requestMetrics({
  spec,
  zone,
}: Pick<ModuleContext, 'spec' | 'zone'>): RequestMetrics | undefined {
  const { name } = spec.metadata;
  const { workload, observability } = spec.spec;
  const { chart } = workload;
  if (!hasService(spec)) {
    return undefined;
  }
  if (zone.spec.mesh.mode === 'sidecar') {
    return bySidecar({
      destination_workload_namespace: name,
      // The pods of a chart call each other too: its Service is what callers see.
      ...(chart && { destination_service_name: chart.service ?? name }),
    });
  }
  return !chart && observability?.metrics
    ? byProcess({ namespace: name })
    : undefined;
}

function bySidecar(labels: Matchers): RequestMetrics {
  const own = { reporter: 'destination', ...labels };
  const metric = 'istio_request_duration_milliseconds_bucket';
  return {
    by: 'sidecar',
    status: 'response_code',
    count: series('istio_requests_total', own),
    failed: series('istio_requests_total', { ...own, response_code: /5../ }),
    within: latency =>
      series(metric, { ...own, le: bound(toSeconds(latency) * 1_000) }),
    buckets: series(metric, own),
    unit: 'ms',
  };
}

function byProcess(labels: Matchers): RequestMetrics {
  const metric = 'http_server_request_duration_seconds';
  const status = 'http_response_status_code';
  return {
    by: 'process',
    status,
    count: series(`${metric}_count`, labels),
    failed: series(`${metric}_count`, { ...labels, [status]: /5../ }),
    within: latency =>
      series(`${metric}_bucket`, { ...labels, le: bound(toSeconds(latency)) }),
    buckets: series(`${metric}_bucket`, labels),
    unit: 's',
  };
}

/** Prometheus 3 writes whole bounds with a fraction, Prometheus 2 as they are served. */
function bound(value: number): string | RegExp {
  return Number.isInteger(value)
    ? new RegExp(`${value}(\\.0)?`)
    : String(value);
}

function toSeconds(latency: Latency): number {
  const amount = Number.parseInt(latency, 10);
  return latency.endsWith('ms') ? amount / 1_000 : amount;
}

/** Which share of the requests failed. Without a failure it is 0, without a request nothing. */
export function failedShare(
  { count, failed }: Pick<RequestMetrics, 'count' | 'failed'>,
  range: Range,
): string {
  const all = sumRate(count, range);
  return `(${sumRate(failed, range)} or ${all} * 0) / ${all}`;
}

/** Which share of the requests took longer than that. */
export function slowShare(
  { count, within }: RequestMetrics,
  latency: Latency,
  range: Range,
): string {
  const all = sumRate(count, range);
  return `(${all} - ${sumRate(within(latency), range)}) / ${all}`;
}
