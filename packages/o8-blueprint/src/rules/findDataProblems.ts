import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { invalid } from './invalid';
import type { SpecRule } from './specParts';

const DEDICATED = [
  'instances',
  'size',
  'resources',
  'primary',
  'promotionToken',
  'archive',
] as const;

type Postgresql = NonNullable<
  NonNullable<ModuleSpec['spec']['data']>['postgresql']
>;

/** What a database of its own has, and a shared one has not. */
export const findDataProblems: SpecRule = ({ workload, fields }) => {
  const database = fields.data?.postgresql;
  if (!database) {
    return [];
  }
  const at = (field: string) => ['data', 'postgresql', field];
  const { mode, migrations } = database;
  const foreign = mode === 'shared' ? DEDICATED : [];
  const isMeant = mode === 'dedicated' && database.perCluster !== undefined;
  const problems = [
    ...foreign
      .filter(field => database[field] !== undefined)
      .map(field => invalid(at(field), 'is for "mode: dedicated" only')),
    ...(isMeant
      ? [invalid(at('perCluster'), 'is for "mode: shared" only')]
      : []),
    ...findTopologyProblems(database, fields.placements ?? []).map(
      ({ field, message }) => invalid(at(field), message),
    ),
  ];
  if (migrations && workload.chart) {
    const message = 'cannot be there beside a chart, which migrates itself';
    problems.push(invalid(at('migrations'), message));
  }
  return problems;
};

/**
 * Where several clusters of an environment would have databases that know nothing of each
 * other, or nobody says which one is written to. Environments share no database.
 */
export function findTopologyProblems(
  { mode, primary, promotionToken, perCluster }: Postgresql,
  placements: readonly { environment: string; cluster: string }[],
): { field: keyof Postgresql; message: string }[] {
  const environments = [
    ...new Set(placements.map(({ environment }) => environment)),
  ].map(environment => ({
    environment,
    clusters: placements
      .filter(placement => placement.environment === environment)
      .map(({ cluster }) => cluster),
  }));
  const crowded = environments.filter(({ clusters }) => clusters.length > 1);
  if (mode === 'shared') {
    return perCluster
      ? []
      : crowded.map(({ environment, clusters }) => ({
          field: 'mode',
          message: `is "shared", so that ${clusters.join(
            ', ',
          )} of "${environment}" would each have data of their own: say "dedicated" with a "primary", or "perCluster: true" if that is meant`,
        }));
  }
  const all = placements.map(({ cluster }) => cluster);
  if (primary !== undefined && all.length > 0 && !all.includes(primary)) {
    const message = `"${primary}" is not among its placements: one of ${all.join(
      ', ',
    )}`;
    return [{ field: 'primary', message }];
  }
  const headless = crowded
    .filter(({ clusters }) => !clusters.includes(primary ?? ''))
    .map(
      ({ environment, clusters }): { field: 'primary'; message: string } => ({
        field: 'primary',
        message:
          primary === undefined
            ? `is missing: PostgreSQL is written to in one place, one of ${clusters.join(
                ', ',
              )}`
            : `"${primary}" is not in "${environment}", which has several clusters (${clusters.join(
                ', ',
              )}): only the environment of the primary can have that`,
      }),
    );
  return promotionToken !== undefined &&
    crowded.length === 0 &&
    placements.length > 0
    ? [
        {
          field: 'promotionToken',
          message: 'is for databases in several regions only',
        },
      ]
    : headless;
}
