import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  Manifest,
  PlannedEdge,
  PlannedHost,
  PlannedPlacement,
} from '../types';

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
  /** The modules that it calls, on each of its clusters. */
  edges: PlannedEdge[];
  /** The external hosts that it calls. */
  hosts: PlannedHost[];
  /** What could not be checked, as sentences. */
  notes: string[];
  /** The placement whose overlay is made; absent for what is the same on all clusters. */
  at?: PlannedPlacement;
}

/** What the objects of a module for one cluster are made from. */
export interface PlacementContext extends ModuleContext {
  placement: PlannedPlacement;
}

/** What lets one module call another on a cluster is made from. */
export interface EdgeContext extends PlacementContext {
  edge: PlannedEdge;
}

/**
 * Where the objects of an emitter may live: in the module's namespace, in that of a
 * module that it calls, in that of Argo CD, Velero, the shared database, the event bus
 * or the gateway, or, for those that are in no namespace, on the cluster.
 */
export type Home =
  | 'module'
  | 'callee'
  | 'argocd'
  | 'backup'
  | 'database'
  | 'bus'
  | 'gateway'
  | 'cluster';

/** Makes one file of Kubernetes objects. */
export interface Emitter<Context> {
  /** The name of the file in the directory of its place. */
  file: (context: Context) => string;
  home: Home;
  /** All kinds that it may emit; the projects of Argo CD allow exactly these. */
  kinds: GroupKind[];
  /** Without objects there is no file. */
  emit: (context: Context) => Manifest[];
  /**
   * The fields of systems that it writes, such as `events.nats`: see `systemFields.ts`.
   * A spec with a field that no emitter writes is refused.
   */
  writes?: readonly string[];
  /** Of the module's repository: whether also modules have it that are a chart. */
  forCharts?: true;
}
