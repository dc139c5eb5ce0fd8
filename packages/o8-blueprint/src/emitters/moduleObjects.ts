import type { Manifest } from '../types';
import { ofPlacement } from './module/ofPlacement';
import { moduleEmitters } from './moduleEmitters';
import { oncePer } from './oncePer';
import type { ModuleContext, PlacementContext } from './types';

/** What an emitter makes of a module, and the file that it goes into. */
export interface EmittedFile {
  name: string;
  /** None: there is no such file. */
  objects: Manifest[];
}

/** What each emitter makes of a module, in their order: several documents ask for it. */
export const moduleObjects = oncePer((context: ModuleContext): EmittedFile[] =>
  moduleEmitters.map(({ file, emit }) => ({
    name: file(context),
    objects: emit(context),
  })),
);

/** A placement, and the module as it would be if all of its placements were as this one. */
export interface PlacedModule {
  place: PlacementContext;
  placed: ModuleContext;
}

/** The module as each of its placements has it. */
export const placedModules = oncePer((context: ModuleContext): PlacedModule[] =>
  context.placements.map(placement => {
    const place = { ...context, placement };
    return { place, placed: ofPlacement(place) };
  }),
);
