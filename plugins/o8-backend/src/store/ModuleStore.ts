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
  /** Every owner, that one among them: whoever is one may be allowed more. */
  owners: string[];
  system: string | null;
  /** The landing zone that it says it was made in. */
  landingZone: string | null;
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
  /**
   * Until when it stays so by itself, if nothing changes but the time; null if time
   * changes nothing.
   */
  validUntil: string | null;
}

/** A judgement that is to be kept. */
export type NewState = Omit<StateRow, 'since'>;

/** What a module was judged to be. */
export interface Judgement {
  states: NewState[];
  touched: TouchedModule;
  /** The right to judge it; without it, nobody else does. */
  fence?: Lease;
}

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

  /** The entities that claim each of some modules, ordered by ref. */
  entitiesOf(modules: string[]): Promise<Map<string, ModuleEntity[]>>;

  getEntity(entityRef: string): Promise<ModuleEntity | undefined>;

  /**
   * Modules that wait for judgement, at most so many: those that were touched by
   * themselves before those that a fan-out has reached. With `shards`, those only; with
   * `isUrgent`, none that waits with many others.
   */
  listTouched(
    limit: number,
    shards?: number[],
    options?: { isUrgent?: boolean },
  ): Promise<TouchedModule[]>;

  /**
   * Has many modules judged again, in chunks and behind those that were touched by
   * themselves: all of them, those of a shard, or those that have to do with a cluster.
   */
  fanOut(scope: { cluster: string } | { shard: number } | 'all'): Promise<void>;

  /** Whether many modules are still to be touched. */
  isFanningOut(): Promise<boolean>;

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

  /** The same for some modules at once: all of it, or nothing if one lease is lost. */
  saveAll(judgements: Judgement[]): Promise<string[]>;

  /**
   * Touches modules of which a judgement holds no longer than to this time, at most so
   * many; how many these were.
   */
  touchDue(now: Date, limit: number): Promise<number>;

  /**
   * Keeps that of a shard nothing waited for judgement at a time: so long as somebody
   * says so, what was judged before holds.
   */
  reportJudged(shard: number, at: Date, fence?: Lease): Promise<void>;

  /** When nothing waited, ISO 8601 by shard; those that nobody reported are absent. */
  listJudged(): Promise<Map<number, string>>;

  /** The judgements of some entities, or of all. */
  listStates(entityRefs?: string[]): Promise<StateRow[]>;

  /** The changes of a facet, the oldest first. */
  listHistory(entityRef: string, facet: string): Promise<StateChange[]>;

  /** Forgets changes before a time. */
  retain(options: { historyBefore: Date }): Promise<void>;

  /** A secret that all replicas share; made at its first use. */
  getSecret(name: string): Promise<string>;
}
