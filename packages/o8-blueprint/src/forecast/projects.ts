import type { PlanIndex, PlannedObject } from './indexPlan';
import { readField, readList, readText } from './readField';

/** The projects of the module: what the project of another allows says nothing of it. */
export function ownProjects({ name, projects }: PlanIndex): PlannedObject[] {
  return projects.filter(({ object }) => object.metadata.name === name);
}

/** Whether a project lets anything of these kinds in. Without a list it lets all in. */
export function letsIn(
  { object }: PlannedObject,
  isMeant: (kind: { group: string; kind: string }) => boolean,
): boolean {
  const path = 'spec.namespaceResourceWhitelist';
  if (!Array.isArray(readField(object, path))) {
    return true;
  }
  return [
    ...readList(object, path),
    ...readList(object, 'spec.clusterResourceWhitelist'),
  ].some(each => {
    const group = readText(each, 'group') ?? '';
    const kind = readText(each, 'kind') ?? '';
    return /[*?[{]/.test(group + kind) || isMeant({ group, kind });
  });
}
