import type { ModuleFacts, NewState } from '../store';
import { EMPTY_STATES } from './emptyStates';

/** The state of a facet that could not be judged because of a mistake of ours. */
export function createFailedState(options: {
  entityRef: string;
  facet: string;
  facts: ModuleFacts;
  now: Date;
}): NewState {
  const { entityRef, facet, facts, now } = options;
  return {
    entityRef,
    facet,
    state: {
      verdict: 'unknown',
      headline: { code: 'notJudged', params: {} },
      ...EMPTY_STATES[facet],
    },
    sources: [],
    placements: facts.placements,
    binding: facts.entities[entityRef]?.binding ?? 'unbound',
    assessedAt: now.toISOString(),
    // A mistake of ours is there until something else comes.
    validUntil: null,
  };
}
