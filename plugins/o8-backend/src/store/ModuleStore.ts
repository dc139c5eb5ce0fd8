import type { Headline, Verdict } from '@orchestr8/backstage-plugin-o8-common';
import type {
  AssessedState,
  Placement,
} from '@orchestr8/backstage-plugin-o8-node';

/** What is kept of an entity that is a module. */
export interface ModuleEntity {
  entityRef: string;
  /** The module's name on the clusters. */
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

  /** Modules that wait for judgement, at most so many. */
  listTouched(limit: number): Promise<TouchedModule[]>;

  /** Has every module judged again. */
  touchAll(): Promise<void>;

  /**
   * Keeps judgements of a module and takes it off the list, unless it was touched
   * again meanwhile. Returns the refs of entities whose state is another one than
   * before, evidence times aside.
   */
  saveStates(states: NewState[], touched: TouchedModule): Promise<string[]>;

  /** The judgements of some entities, or of all. */
  listStates(entityRefs?: string[]): Promise<StateRow[]>;

  /** The changes of a facet, the oldest first. */
  listHistory(entityRef: string, facet: string): Promise<StateChange[]>;

  /** Forgets changes before a time. */
  retain(options: { historyBefore: Date }): Promise<void>;

  /** A secret that all replicas share; made at its first use. */
  getSecret(name: string): Promise<string>;
}
