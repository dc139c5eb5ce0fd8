import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  EdgeContext,
  Emitter,
  GroupKind,
  ModuleContext,
  PlacementContext,
} from '../emitters/types';
import type { Manifest, Platform, PlannedFile } from '../types';

/** What may be known of everything else when a module is checked. */
export interface Surroundings {
  platform?: Platform;
  zones?: readonly LandingZone[];
}

/** A row of `docs/reference/systems.md`. */
export interface SystemRow {
  title: string;
  /** What is made, in a sentence or two. */
  summary: string;
  /** What the read loop watches of it. */
  watches: GroupKind[];
  /** The checks whose evidence it is, such as `NET-4`. */
  checks: string[];
  /** The folder or file of its emitters below `packages/o8-blueprint/src`. */
  source: string;
}

/**
 * A system that modules use, such as an event bus: everything that is written for it.
 * Adding one is a folder here and a line in `index.ts`.
 */
export interface System {
  rows: SystemRow[];
  /** Fields that it writes without an emitter: see `systemFields.ts`. */
  writes?: readonly string[];
  /** Objects in the module's repository. */
  module?: Emitter<ModuleContext>[];
  /** Objects in the platform repository, for one cluster. */
  cluster?: Emitter<PlacementContext>[];
  /** The same for each module that is called. */
  edge?: Emitter<EdgeContext>[];
  /** Holes of the boundary that it needs. */
  holes?: ((context: PlacementContext) => Manifest[])[];
  /** Further files of the module's repository, such as pipelines and runbooks. */
  files?: (context: ModuleContext) => PlannedFile[];
  /** What the zone or other modules have against what the spec asks for. */
  findProblems?: (
    context: ModuleContext,
    surroundings: Surroundings,
  ) => Problem[];
  /** What could not be checked or is worth a sentence to whoever reviews. */
  notes?: (context: ModuleContext, surroundings: Surroundings) => string[];
  /** Names that no other module may have, such as `KafkaTopic billing.paid`. */
  derivedNames?: (spec: ModuleSpec, zone?: LandingZone) => string[];
}
