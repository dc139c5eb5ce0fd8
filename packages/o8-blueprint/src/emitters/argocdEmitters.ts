import { appProject } from './appProject';
import { boundary } from './boundary';
import type { Emitter, ModuleContext, PlacementContext } from './types';
import { workload } from './workload';

/** What lies beside Argo CD once per module, in `modules/<name>`. */
export const projectEmitters: Emitter<ModuleContext>[] = [appProject];

/** What lies beside Argo CD once per placement, in `modules/<name>`. */
export const applicationEmitters: Emitter<PlacementContext>[] = [
  boundary,
  workload,
];
