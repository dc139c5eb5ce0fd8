import type { System } from '../System';
import { dashboard } from './dashboard';
import { findProblems, toNotes } from './findProblems';
import { instrumentation } from './instrumentation';
import { flow, fluentdConfig } from './logRouting';
import { meshTracing } from './meshTracing';
import { otlpHole } from './otlp';
import { prometheusRule } from './prometheusRule';
import { proxyMetricsHole, proxyMonitor } from './proxyMonitor';
import { rows } from './rows';

/** What a module tells of itself, and who listens. */
export const telemetry: System = {
  rows,
  writes: ['observability.traces'],
  module: [prometheusRule, proxyMonitor, instrumentation, dashboard],
  cluster: [meshTracing, fluentdConfig, flow],
  holes: [otlpHole, proxyMetricsHole],
  findProblems,
  notes: toNotes,
};
