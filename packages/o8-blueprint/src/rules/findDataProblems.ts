import { invalid } from './invalid';
import type { SpecRule } from './specParts';

const DEDICATED = ['instances', 'size', 'primary'] as const;

/** What a database of its own has, and a shared one has not. */
export const findDataProblems: SpecRule = ({ workload, fields }) => {
  const database = fields.data?.postgresql;
  if (!database) {
    return [];
  }
  const at = (field: string) => ['data', 'postgresql', field];
  const clusters = (fields.placements ?? []).map(({ cluster }) => cluster);
  const { mode, primary, migrations } = database;
  const problems = [];
  if (mode === 'shared') {
    for (const field of DEDICATED) {
      if (database[field] !== undefined) {
        const message = 'is for "mode: dedicated" only';
        problems.push(invalid(at(field), message));
      }
    }
  } else if (primary === undefined && clusters.length > 1) {
    const message = `is missing: PostgreSQL is written to in one place, one of ${clusters.join(
      ', ',
    )}`;
    problems.push(invalid(at('primary'), message));
  } else if (
    primary !== undefined &&
    clusters.length > 0 &&
    !clusters.includes(primary)
  ) {
    const message = `"${primary}" is not among its placements: one of ${clusters.join(
      ', ',
    )}`;
    problems.push(invalid(at('primary'), message));
  }
  if (migrations && workload.chart) {
    const message = 'cannot be there beside a chart, which migrates itself';
    problems.push(invalid(at('migrations'), message));
  }
  return problems;
};
