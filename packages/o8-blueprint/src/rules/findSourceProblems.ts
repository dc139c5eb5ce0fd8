import type { SpecRule } from './specParts';
import { invalid } from './invalid';
import { workloadDefaults } from './workloadDefaults';

const SOURCES = ['runtime', 'image', 'chart'] as const;

/** What a chart decides, and where to tell it. */
const BESIDE_CHART = {
  port: 'spec.workload.chart.port',
  command: 'spec.workload.chart.values',
  args: 'spec.workload.chart.values',
  env: 'spec.workload.chart.values',
  config: 'spec.workload.chart.values',
  volumes: 'spec.workload.chart.values',
  probes: 'spec.workload.chart.values',
  replicas: 'spec.workload.chart.values',
  autoscaling: 'spec.workload.chart.values',
  resources: 'spec.workload.chart.values',
} as const;

const PLACED = ['replicas', 'autoscaling', 'resources', 'env'] as const;

/** A workload has one source; beside a chart its own fields would change nothing. */
export const findSourceProblems: SpecRule = ({ fields, workload }) => {
  const sources = SOURCES.filter(source => workload[source] !== undefined);
  const several = sources
    .slice(1)
    .map(source =>
      invalid(
        ['workload', source],
        `cannot be there with "${sources[0]}": at most one of ${SOURCES.join(
          ', ',
        )}`,
      ),
    );
  return workload.chart
    ? [
        ...several,
        ...findIgnoredFields(workload),
        ...findIgnoredOverrides(fields.placements ?? []),
      ]
    : several;
};

type Parts = Parameters<SpecRule>[0];

function findIgnoredFields(workload: Parts['workload']) {
  const { kind, chart } = workload;
  const problems = Object.entries(BESIDE_CHART)
    .filter(([field]) => isSaid(workload, field))
    .map(([field, place]) =>
      invalid(
        ['workload', field],
        `changes nothing beside a chart: say it in ${place}`,
      ),
    );
  if (kind === 'job') {
    problems.push(
      invalid(
        ['workload', 'kind'],
        'must be service or worker beside a chart: a chart says itself what runs when',
      ),
    );
  }
  if (chart && chart.service !== undefined && chart.port === undefined) {
    problems.push(
      invalid(
        ['workload', 'chart', 'port'],
        'is missing: callers of the service reach its pods there',
      ),
    );
  }
  return problems;
}

/** Fields with a default are always there, as far as can be told from a spec that was read. */
function isSaid(workload: Parts['workload'], field: string): boolean {
  const value: unknown = Object.entries(workload).find(
    ([key]) => key === field,
  )?.[1];
  const usual: unknown = Object.entries(workloadDefaults).find(
    ([key]) => key === field,
  )?.[1];
  return value !== undefined && JSON.stringify(value) !== JSON.stringify(usual);
}

function findIgnoredOverrides(
  placements: NonNullable<Parts['fields']['placements']>,
) {
  return placements.flatMap((placement, index) =>
    PLACED.filter(field => placement[field] !== undefined).map(field =>
      invalid(
        ['placements', index, field],
        `changes nothing beside a chart: say it in deploy/values/${placement.environment}-${placement.cluster}.yaml of the module's repository`,
      ),
    ),
  );
}
