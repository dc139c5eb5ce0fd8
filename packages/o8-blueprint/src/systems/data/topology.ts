import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import type { PlannedPlacement } from '../../types';

/** A module's database, as its spec asks for it. */
export type Postgresql = NonNullable<
  NonNullable<ModuleSpec['spec']['data']>['postgresql']
>;

/** The clusters of one environment that have one database together. */
export interface Topology {
  /** Of Kubernetes, in the order of the placements. */
  clusters: string[];
  /** The one that is written to. */
  primary: string;
}

type Placed = Pick<ModuleContext, 'spec' | 'placements'>;

/** The database of a module, if it is of this mode. */
export function databaseOf(
  { spec: { spec } }: Pick<ModuleContext, 'spec'>,
  mode?: Postgresql['mode'],
): Postgresql | undefined {
  const database = spec.data?.postgresql;
  return mode === undefined || database?.mode === mode ? database : undefined;
}

/** Which clusters share the database of a placement: environments never do. */
export function topologyOf(
  { spec, placements }: Placed,
  { environment }: PlannedPlacement,
): Topology {
  const clusters = placements
    .filter(placement => placement.environment === environment)
    .map(({ cluster }) => cluster.name);
  const { primary = '' } = databaseOf({ spec }) ?? {};
  return {
    clusters,
    primary: clusters.includes(primary) ? primary : clusters[0],
  };
}

/** Whether some environment has a database in several regions. */
export function isReplicated(context: Placed): boolean {
  return (
    databaseOf(context, 'dedicated') !== undefined &&
    context.placements.some(
      placement => topologyOf(context, placement).clusters.length > 1,
    )
  );
}

/** Whether a placement only follows the database of another one. */
export function isFollower(
  context: Placed,
  placement: PlannedPlacement,
): boolean {
  return (
    databaseOf(context, 'dedicated') !== undefined &&
    topologyOf(context, placement).primary !== placement.cluster.name
  );
}
