import { isBoundaryKind } from './isBoundaryKind';
import { findRepeated } from './findRepeated';
import { invalid } from './invalid';
import type { SpecRule } from './specParts';

/** What a chart may install: never what the boundary around it is made of. */
export const findChartProblems: SpecRule = ({ workload: { chart } }) => {
  if (!chart) {
    return [];
  }
  const at = (index: number) => ['workload', 'chart', 'kinds', index];
  return [
    ...chart.kinds.flatMap((kind, index) =>
      isBoundaryKind(kind)
        ? [
            invalid(
              at(index),
              `${kind.kind} is never a chart's: it would widen the boundary, or is outside of the namespace`,
            ),
          ]
        : [],
    ),
    ...findRepeated(chart.kinds, ({ group, kind }) => `${group}/${kind}`).map(
      ({ entry, index, first }) =>
        invalid(at(index), `${entry.kind} is kinds[${first}] already`),
    ),
  ];
};
