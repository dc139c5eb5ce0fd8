import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Manifest, PlannedPlacement } from '../types';

/** What a kind is called in the rules of Argo CD and Kubernetes. */
export interface GroupKind {
  group: string;
  kind: string;
}

/** What the objects of a module are made from. */
export interface ModuleContext {
  /** With placements and schedule resolved. */
  spec: ModuleSpec;
  zone: LandingZone;
  placements: PlannedPlacement[];
}

/** What the objects of a module for one cluster are made from. */
export interface PlacementContext extends ModuleContext {
  placement: PlannedPlacement;
}

/**
 * Where the objects of an emitter may live: in the module's namespace, in that of
 * Argo CD or Velero, or, for those that are in no namespace, on the cluster.
 */
export type Home = 'module' | 'argocd' | 'backup' | 'cluster';

/** Makes one file of Kubernetes objects. */
export interface Emitter<Context> {
  /** The name of the file in the directory of its place. */
  file: (context: Context) => string;
  home: Home;
  /** All kinds that it may emit; the projects of Argo CD allow exactly these. */
  kinds: GroupKind[];
  emit: (context: Context) => Manifest[];
}
