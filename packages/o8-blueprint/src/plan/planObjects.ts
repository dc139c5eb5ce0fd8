import {
  applicationEmitters,
  projectEmitters,
} from '../emitters/argocdEmitters';
import { clusterEmitters } from '../emitters/clusterEmitters';
import { edgeEmitters } from '../emitters/edgeEmitters';
import type { Emitter, ModuleContext } from '../emitters/types';
import type { Manifest } from '../types';
import { clusterDirectory, entryDirectory } from './paths';

/** A file of an entry that Argo CD applies. */
export interface PlannedManifests {
  path: string;
  objects: Manifest[];
}

/** What of a module Argo CD applies beside itself: its project and its Applications. */
export function planBeside(context: ModuleContext): PlannedManifests[] {
  const directory = entryDirectory(context.spec.metadata.name);
  return [
    ...toFiles(projectEmitters, context, directory),
    ...context.placements.flatMap(placement =>
      toFiles(applicationEmitters, { ...context, placement }, directory),
    ),
  ];
}

/** What of a module lies on its clusters: its boundary, and what lets it call others. */
export function planClusters(context: ModuleContext): PlannedManifests[] {
  const { name } = context.spec.metadata;
  return context.placements.flatMap(placement => {
    const at = { ...context, placement };
    const cluster = clusterDirectory(name, placement.cluster.name);
    return [
      ...toFiles(clusterEmitters, at, cluster),
      ...context.edges.flatMap(edge =>
        toFiles(edgeEmitters, { ...at, edge }, cluster),
      ),
    ];
  });
}

/** What several emitters write into a file of one name is one file. */
function toFiles<Context>(
  emitters: Emitter<Context>[],
  context: Context,
  directory: string,
): PlannedManifests[] {
  const files = new Map<string, Manifest[]>();
  for (const { file, emit } of emitters) {
    const objects = emit(context);
    if (objects.length > 0) {
      const path = `${directory}/${file(context)}`;
      files.set(path, [...(files.get(path) ?? []), ...objects]);
    }
  }
  return [...files].map(([path, objects]) => ({ path, objects }));
}
