import type {
  ClaimProblem,
  Headline,
  ModuleSummary,
  Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  AssessedState,
  Placement,
} from '@orchestr8/backstage-plugin-o8-node';
import type { Claim } from '../bindings';
import type { Lease } from '../leases';

/** What is kept of an entity that is a module. */
export interface ModuleEntity {
  entityRef: string;
  /** The module's name on the clusters; the entity ref of one that has none. */
  module: string;
  title: string;
  description: string | null;
  owner: string | null;
  system: string | null;
  tier: string | null;
  /**
   * What its annotation promises, in milliseconds; null if it has none. One that
   * cannot be read is no reason to judge by a laxer one.
   */
  rpoMs: number | 'invalid' | null;
  /** What its annotations claim beside that. */
  claims: Claim[];
  /** Annotations that claim nothing because of a mistake in them. */
  claimProblems: ClaimProblem[];
}

/** A source on a cluster. */
export interface SourceAddress {
  cluster: string;
  source: string;
}

/** The judgement of one facet of a module. Times are ISO 8601 in UTC. */
export interface StateRow {
  entityRef: string;
  facet: string;
  state: AssessedState;
  /** What it rests on. */
  sources: SourceAddress[];
  /** Where the module is. */
  placements: Placement[];
  /** Whose it is. */
  binding: ModuleSummary['binding'];
  since: string;
  assessedAt: string;
}

/** A judgement that is to be kept. */
export type NewState = Omit<StateRow, 'since'>;

/** A module that waits for judgement. */
export interface TouchedModule {
  module: string;
  revision: number;
}

/** One change of a facet. */
export interface StateChange {
  verdict: Verdict;
  headline: Headline;
  at: string;
}

/** Keeps the modules of the catalog and what was judged of them. */
export interface ModuleStore {
  /**
   * Makes the kept entities the given ones. Those that are new, changed or gone are
   * touched, and so is everybody who claims the same module.
   */
  reconcile(entities: ModuleEntity[]): Promise<{ changed: number }>;

  /** All entities, ordered by ref. */
  listEntities(): Promise<ModuleEntity[]>;

  /** The entities that claim a module, ordered by ref. */
  entitiesOf(module: string): Promise<ModuleEntity[]>;

  getEntity(entityRef: string): Promise<ModuleEntity | undefined>;

  /**
   * Modules that wait for judgement, at most so many: those that were touched by
   * themselves before those that a fan-out has reached. With `shards`, those only.
   */
  listTouched(limit: number, shards?: number[]): Promise<TouchedModule[]>;

  /**
   * Has many modules judged again, in chunks and behind those that were touched by
   * themselves: all of them, or those that have to do with a cluster.
   */
  fanOut(scope: { cluster: string } | 'all'): Promise<void>;

  /** Goes on with the fan-outs by a chunk; how many modules it touched. */
  advanceFanOuts(limit: number): Promise<number>;

  /**
   * Keeps judgements of a module and takes it off the list, unless it was touched
   * again meanwhile. Returns the refs of entities whose state is another one than
   * before, evidence times aside.
   */
  saveStates(
    states: NewState[],
    touched: TouchedModule,
    fence?: Lease,
  ): Promise<string[]>;

  /** The judgements of some entities, or of all. */
  listStates(entityRefs?: string[]): Promise<StateRow[]>;

  /** The changes of a facet, the oldest first. */
  listHistory(entityRef: string, facet: string): Promise<StateChange[]>;

  /** Forgets changes before a time. */
  retain(options: { historyBefore: Date }): Promise<void>;

  /** A secret that all replicas share; made at its first use. */
  getSecret(name: string): Promise<string>;
}
