import { findRepeated } from './findRepeated';
import { invalid } from './invalid';
import type { SpecRule } from './specParts';

/** A cluster has a module once; only what is public has hosts; load or a number says how many. */
export const findPlacementProblems: SpecRule = ({ fields, workload }) => {
  const { placements = [], exposure } = fields;
  const twice = findRepeated(placements, ({ cluster }) => cluster).map(
    ({ entry, index, first }) =>
      invalid(
        ['placements', index, 'cluster'],
        `"${entry.cluster}" is the cluster of placements[${first}] too: at most one placement per cluster`,
      ),
  );
  const hosts = placements.flatMap(({ host }, index) =>
    host !== undefined && exposure?.kind !== 'public'
      ? [
          invalid(
            ['placements', index, 'host'],
            'is for "exposure.kind: public" only',
          ),
        ]
      : [],
  );
  // Beside a chart and of a job both are refused already.
  const isScaled = !workload.chart && workload.kind !== 'job';
  const ignored = placements.flatMap(
    ({ replicas, autoscaling = workload.autoscaling }, index) =>
      isScaled && autoscaling && replicas !== undefined
        ? [
            invalid(
              ['placements', index, 'replicas'],
              'changes nothing beside autoscaling: say autoscaling.minReplicas and maxReplicas there',
            ),
          ]
        : [],
  );
  return [...twice, ...hosts, ...ignored];
};
