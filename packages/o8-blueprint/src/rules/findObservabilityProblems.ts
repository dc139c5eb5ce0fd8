import { invalid } from './invalid';
import type { SpecRule } from './specParts';

/** Ports of metrics: one that the workload has not, and one that is known. */
export const findObservabilityProblems: SpecRule = ({ workload, fields }) => {
  const metrics = fields.observability?.metrics;
  if (!metrics) {
    return [];
  }
  const path = ['observability', 'metrics', 'port'];
  const { kind, chart, port } = workload;
  if (chart) {
    return chart.port === undefined && metrics.port === undefined
      ? [
          invalid(
            path,
            'is missing: a chart with metrics needs it here or in spec.workload.chart.port',
          ),
        ]
      : [];
  }
  // A worker listens nowhere else, and may well have its metrics there.
  return kind === 'service' && port !== undefined && metrics.port === port
    ? [
        invalid(
          path,
          `${port} is the port of the workload already: leave it out to ask there`,
        ),
      ]
    : [];
};
