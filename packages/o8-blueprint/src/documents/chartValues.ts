import type { ModuleContext } from '../emitters/types';
import { VALUES_FILE, valuesFile } from '../plan/paths';
import type { PlannedFile } from '../types';

/** What the chart of a module is told, everywhere and on each cluster. */
export function planChartValues({
  spec: { spec },
  placements,
}: ModuleContext): PlannedFile[] {
  const { chart } = spec.workload;
  if (!chart) {
    return [];
  }
  const called = `the chart ${chart.name} ${chart.version} of ${chart.repository}`;
  return [
    {
      path: VALUES_FILE,
      document: chart.values,
      comment: `What ${called} is told everywhere.
It comes from spec.workload.chart.values of o8.yaml.`,
    },
    ...placements.map(placement => ({
      path: valuesFile(placement),
      document: {},
      comment: `What ${called} is told on "${placement.cluster.name}" beyond
${VALUES_FILE}. Of two values this one counts.`,
    })),
  ];
}
