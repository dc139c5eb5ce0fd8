import type { FaultCase } from './FaultCase';
import { FaultWorld, type FaultWorldOptions } from './FaultWorld';
import { survive } from './survive';

/** To start a world takes so long at most, and to end it. */
export const START_MS = 300_000;

/** Starts one world for the tests of a file; says how to let a fault happen to it. */
export function useWorld(options?: FaultWorldOptions) {
  let world: FaultWorld | undefined;

  beforeAll(async () => {
    world = await FaultWorld.start(options);
  }, START_MS);

  afterAll(async () => {
    await world?.stop();
  }, START_MS);

  return {
    async survive(fault: FaultCase): Promise<void> {
      if (!world) {
        throw new Error('There is no world');
      }
      await survive(world, fault);
    },
  };
}
