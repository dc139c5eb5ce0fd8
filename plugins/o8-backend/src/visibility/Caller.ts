import type { BackstageCredentials } from '@backstage/backend-plugin-api';

/** Which modules somebody may see. */
export interface VisibleModules {
  /**
   * Equal for two callers, or two moments, only if the set is the same one: what is
   * kept for one of them is good for the other.
   */
  id: string;
  has(entityRef: string): boolean;
}

/**
 * Who asks, and what exists for him. A module that he may not read, here or in the
 * catalog, does not. Decisions are kept for seconds at most.
 */
export interface Caller {
  credentials: BackstageCredentials;
  /** Whether he may see clusters as such, beside what they say of his modules. */
  mayReadFleet(): Promise<boolean>;
  /** Those of all modules. */
  visibleModules(): Promise<VisibleModules>;
  /** Those of a few, without asking for all. */
  canSee(entityRefs: string[]): Promise<VisibleModules>;
}
