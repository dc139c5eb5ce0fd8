import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../emitters/types';
import { findLostObjects, listGuarded } from './findLostObjects';
import { findLostVolumes } from './findLostVolumes';
import { resolveFormer } from './resolveFormer';

/** What {@link findLosses} compares. */
export interface LossOptions {
  /** What the module was: approved, or as its files were made. */
  formers: ModuleSpec[];
  next: Pick<ModuleContext, 'spec' | 'zone' | 'placements'>;
}

/**
 * What a module keeps now and would not keep any more, each with its place in the spec.
 * Argo CD removes none of it: it would be left behind without a guard, a backup or an owner.
 */
export function findLosses({ formers, next }: LossOptions): Problem[] {
  const losses = formers.flatMap(spec => findLossesOf(spec, next));
  // The approved spec and the lock mostly say the same.
  const byText = new Map(losses.map(loss => [JSON.stringify(loss), loss]));
  return [...byText.values()];
}

function findLossesOf(spec: ModuleSpec, next: LossOptions['next']): Problem[] {
  if (spec.metadata.name !== next.spec.metadata.name) {
    return [
      lose(
        'metadata.name',
        `was "${spec.metadata.name}": a name never changes, and everything that the module keeps is under it`,
      ),
    ];
  }
  const former = resolveFormer(spec, next.zone);
  return [
    ...findLostPlacements(former, next),
    ...findLostChart(spec, next.spec),
    ...findLostVolumes(spec, next.spec).map(({ path, message }) =>
      lose(path, message),
    ),
    ...findLostObjects(former, next).map(({ path, message }) =>
      lose(path, message),
    ),
  ];
}

function findLostPlacements(
  former: ModuleContext,
  next: LossOptions['next'],
): Problem[] {
  const stays = new Set(next.placements.map(({ cluster }) => cluster.name));
  return former.spec.spec.placements
    .filter(({ cluster }) => !stays.has(cluster))
    .map(({ environment, cluster }) => {
      const kept = [
        ...listGuarded(former, cluster),
        ...(former.spec.spec.workload.volumes ?? []).map(
          ({ name }) => `volume "${name}"`,
        ),
      ];
      return lose(
        'spec.placements',
        `drops ${environment} on "${cluster}"${
          kept.length > 0 ? `, where the module has ${kept.join(', ')}` : ''
        }`,
      );
    });
}

/** A chart has volumes and databases of its own that nobody but it knows. */
function findLostChart(former: ModuleSpec, next: ModuleSpec): Problem[] {
  const was = former.spec.workload.chart;
  const is = next.spec.workload.chart;
  const isSame = was?.name === is?.name && was?.repository === is?.repository;
  return !was || isSame
    ? []
    : [
        lose(
          'spec.workload.chart',
          `drops the chart "${
            was.name
          }" and what it keeps on ${describeClusters(former)}`,
        ),
      ];
}

function describeClusters({ spec: { placements } }: ModuleSpec): string {
  return placements.length > 0
    ? placements.map(({ cluster }) => `"${cluster}"`).join(', ')
    : 'its clusters';
}

function lose(path: string, message: string): Problem {
  return {
    path,
    message: `${message}: what keeps data is given up on the command line only, with "--allow-destructive"`,
    kind: 'refused',
  };
}

/** The specs that a module had, of which one that belongs to somebody else is none. */
export function listFormers(options: {
  spec: ModuleSpec;
  zone: LandingZone;
  approved?: { spec: ModuleSpec; lock?: { spec: ModuleSpec } };
  former?: ModuleSpec;
}): ModuleSpec[] {
  const { spec, zone, approved, former } = options;
  const isOurs = ({ metadata, spec: { landingZone } }: ModuleSpec) =>
    metadata.owner === spec.metadata.owner &&
    landingZone === zone.metadata.name;
  return [
    // Another team's is refused already, and what it keeps is not ours to tell.
    ...[approved?.spec, approved?.lock?.spec].filter(
      each => each !== undefined && isOurs(each),
    ),
    former,
  ].filter(each => each !== undefined);
}
