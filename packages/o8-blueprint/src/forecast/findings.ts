import type { PlanIndex, PlannedObject, PlacementIndex } from './indexPlan';
import type { ForecastChange, ForecastVerdict } from './types';

/** What a check found for one of its subjects. */
export interface Finding {
  verdict: ForecastVerdict;
  /** A sentence. */
  reason: string;
  objects: PlannedObject[];
  changes: ForecastChange[];
  /** Where it is so; everywhere without it. */
  cluster?: string;
}

/**
 * What a check says of a plan: a finding for each of its subjects. No finding at all
 * means that there was nothing to look at, which never passes.
 */
export type Forecaster = (index: PlanIndex) => Finding[];

export function satisfied(reason: string, objects: PlannedObject[]): Finding {
  return { verdict: 'satisfied', reason, objects, changes: [] };
}

export function fails(
  reason: string,
  {
    objects = [],
    changes = [],
  }: { objects?: PlannedObject[]; changes?: ForecastChange[] } = {},
): Finding {
  return { verdict: 'fails', reason, objects, changes };
}

export function without(
  verdict: Exclude<ForecastVerdict, 'satisfied' | 'fails'>,
  reason: string,
  changes: ForecastChange[] = [],
): Finding {
  return { verdict, reason, objects: [], changes };
}

/** Fields of the module's spec. */
export function inModule(...fields: string[]): ForecastChange[] {
  return fields.map(field => ({ document: 'module', field }));
}

/** Fields of the landing zone. */
export function inZone(...fields: string[]): ForecastChange[] {
  return fields.map(field => ({ document: 'landingZone', field }));
}

/** Asks the same of each cluster. */
export function onEachCluster(
  { placements }: PlanIndex,
  look: (at: PlacementIndex) => Finding,
): Finding[] {
  return placements.map(at => ({
    ...look(at),
    cluster: at.placement.cluster.name,
  }));
}

/** Those in the namespace of the module: others prove nothing of it. */
export function inNamespace(
  { name }: PlanIndex,
  objects: PlannedObject[],
): PlannedObject[] {
  return objects.filter(({ object }) => object.metadata.namespace === name);
}

/** The objects of a kind; the version of its group does not matter. */
export function ofKind(
  objects: PlannedObject[],
  group: string,
  kind: string,
): PlannedObject[] {
  return objects.filter(
    ({ object }) =>
      object.kind === kind &&
      (object.apiVersion.includes('/')
        ? object.apiVersion.split('/')[0]
        : '') === group,
  );
}
