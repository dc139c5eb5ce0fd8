import {
  applicationEmitters,
  projectEmitters,
} from '../emitters/argocdEmitters';
import { clusterEmitters } from '../emitters/clusterEmitters';
import type { Emitter, ModuleContext } from '../emitters/types';
import type { Manifest } from '../types';
import { clusterDirectory, entryDirectory } from './paths';

/** A file of an entry that Argo CD applies. */
export interface PlannedManifests {
  path: string;
  objects: Manifest[];
}

/** What of a module's entry Argo CD applies: all but `module.yaml` and `lock.json`. */
export function planEntry(context: ModuleContext): PlannedManifests[] {
  const { name } = context.spec.metadata;
  const directory = entryDirectory(name);
  return [
    ...projectEmitters.map(emitter => toFile(emitter, context, directory)),
    ...context.placements.flatMap(placement => {
      const at = { ...context, placement };
      const cluster = clusterDirectory(name, placement.cluster.name);
      return [
        ...applicationEmitters.map(emitter => toFile(emitter, at, directory)),
        ...clusterEmitters.map(emitter => toFile(emitter, at, cluster)),
      ];
    }),
  ];
}

function toFile<Context>(
  { file, emit }: Emitter<Context>,
  context: Context,
  directory: string,
): PlannedManifests {
  return { path: `${directory}/${file(context)}`, objects: emit(context) };
}
