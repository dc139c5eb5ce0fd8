import type {
  FleetCell,
  ModuleDetail,
  ModuleSummary,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';

/** A module in the index. Never changed: a new one takes its place. */
export interface IndexedModule {
  /** As it was judged, as far as that holds now. */
  summary: ModuleSummary;
  /** The summary serialised, made at the first use. */
  readonly json: string;
  /** The clusters on which something is known of it, and how well it is on each. */
  cells: FleetCell[];
  /** Entity refs that claim the same module, itself among them. */
  claimedBy: string[];
  /** Its Kubernetes namespaces. */
  namespaces: string[];
}

/** All that is known at one moment. Never changed: a new one takes its place. */
export interface ModuleSnapshot {
  /** Another text for another content, the same on all replicas that know the same. */
  id: string;
  /** By entity ref, in its order. */
  modules: ReadonlyMap<string, IndexedModule>;
  /** Every source on every cluster. */
  statuses: SourceStatus[];
  /**
   * What lists say of sources: of each cluster its connection, and what is not as it
   * should be. Nothing in it moves while nothing changes.
   */
  listStatuses: SourceStatus[];
}

/** All modules in memory, kept up to date from the store. */
export interface ModuleIndex {
  /**
   * What is known now, not older than the promise of the index.
   *
   * @throws ServiceUnavailableError while the store does not answer
   */
  current(): Promise<ModuleSnapshot>;

  /**
   * Everything that is known of one module; undefined if the entity is none. The same
   * object as before while nothing of it changed, so that what is made of it can be
   * kept beside it.
   */
  detail(entityRef: string): Promise<ModuleDetail | undefined>;

  /** Something was written here: the next question looks at the store again. */
  refresh(): void;
}
