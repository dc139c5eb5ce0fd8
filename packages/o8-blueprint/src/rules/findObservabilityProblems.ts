import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { invalid } from './invalid';
import type { SpecParts, SpecRule } from './specParts';

/** The agent that the code of a runtime can have; none for Go, which would need privileges. */
const AGENTS: Partial<Record<string, string>> = {
  node: 'nodejs',
  python: 'python',
  java: 'java',
};

/** What a module tells of itself, against what it is. */
export const findObservabilityProblems: SpecRule = parts => [
  ...findMetricsProblems(parts),
  ...findSloProblems(parts),
  ...findInjectProblems(parts),
];

/** Ports of metrics: one that the workload has not, and one that is known. */
function findMetricsProblems({ workload, fields }: SpecParts): Problem[] {
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
}

/** Objectives are about requests, which only services answer. */
function findSloProblems({ workload, fields }: SpecParts): Problem[] {
  const { observability, exposure } = fields;
  const isAnswering = workload.kind === 'service' && exposure?.kind !== 'none';
  // A kind that is not well is told already.
  return !observability?.slo || isAnswering || workload.kind === undefined
    ? []
    : [
        invalid(
          ['observability', 'slo'],
          'is for services that can be called: it is about their requests',
        ),
      ];
}

/** The agent has to fit to the code, and the values of a chart ask for it themselves. */
function findInjectProblems({ workload, fields }: SpecParts): Problem[] {
  const { inject } = fields.observability?.traces ?? {};
  const { chart, runtime } = workload;
  const path = ['observability', 'traces', 'inject'];
  if (!inject) {
    return [];
  }
  if (chart) {
    return [
      invalid(
        path,
        'is not for charts: annotate the pods by workload.chart.values',
      ),
    ];
  }
  const agent = runtime && AGENTS[runtime];
  return runtime && agent !== inject
    ? [
        invalid(
          path,
          agent
            ? `is "${inject}", but the runtime is ${runtime}: it would be "${agent}"`
            : `cannot be had for ${runtime}: its agent would need a privileged container`,
        ),
      ]
    : [];
}
