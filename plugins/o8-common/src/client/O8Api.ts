import type { Answer } from '../answer';
import type {
  FacetId,
  FleetAnswer,
  FleetRow,
  HistoryEntry,
  HistoryType,
  ModuleDetail,
  ModuleSummary,
  UnmatchedObject,
} from '../module';
import type { SourceStatus } from '../sourceStatus';
import type {
  BlueprintQuery,
  BlueprintValidation,
  LandingZoneSummary,
  ModuleNameAnswer,
} from '../spec';

/**
 * Options of every request of {@link O8Api}.
 *
 * @public
 */
export interface O8RequestOptions {
  /** A Backstage token; not needed where `fetchApi` adds one, as in the browser. */
  token?: string;
  /** Ends the request early. */
  signal?: AbortSignal;
}

/**
 * Which modules to list, and how.
 *
 * @public
 */
export interface ModulesQuery<Field extends string = keyof ModuleSummary> {
  /**
   * Keys and the values of which one must match; all keys must. Keys: `sync`,
   * `compliance`, `recovery` (verdicts), `owner`, `system`, `tier`, `cluster`,
   * `binding`, `name` (part of the name or title, any case).
   */
  filter?: Record<string, string[]>;
  /** Default `trouble`: the worst first. A leading `-` turns it round. */
  order?: string;
  /** At most 500; default 100. */
  limit?: number;
  /** The `nextCursor` of the page before. */
  cursor?: string;
  /** Which fields of the items to give; all if it is absent. */
  fields?: readonly Field[];
}

/**
 * What of the history of a module to list, and how.
 *
 * @public
 */
export interface HistoryQuery {
  /** Only what belongs to these facets. */
  facet?: readonly FacetId[];
  /** Only entries of these types. */
  type?: readonly HistoryType[];
  /** From this time on: a date, which begins at midnight UTC, or a time with its zone. */
  from?: string;
  /** Before this time, which is left out. */
  to?: string;
  /** Default `newest`: the newest first. */
  order?: 'newest' | 'oldest';
  /** At most 500; default 100. */
  limit?: number;
  /** The `nextCursor` of the page before. */
  cursor?: string;
}

/**
 * An entity by the parts of its ref.
 *
 * @public
 */
export interface EntityName {
  kind: string;
  namespace: string;
  name: string;
}

/**
 * What the backend of Orchestr8 can be asked. Errors are `ResponseError` for an
 * answer that is not 2xx, and `ForwardedError` for one that breaks the contract.
 *
 * @public
 */
export interface O8Api {
  /** Each cluster and source: fresh, stale, failed, unsupported, since when and why. */
  getSources(options?: O8RequestOptions): Promise<Answer<SourceStatus>>;

  /** The modules that the caller may see, with the summaries of their facets. */
  getModules<Field extends keyof ModuleSummary = keyof ModuleSummary>(
    query?: ModulesQuery<Field>,
    options?: O8RequestOptions,
  ): Promise<Answer<Pick<ModuleSummary, Field>>>;

  /** Everything that is known of one module. 404 if it is none, or hidden. */
  getModule(
    entity: EntityName,
    options?: O8RequestOptions,
  ): Promise<ModuleDetail>;

  /**
   * What happened to a module: how it was judged, deployments, backups and restores. Of
   * what is on the clusters, only what is confirmed to be the module's. 404 as above.
   */
  getHistory(
    entity: EntityName,
    query?: HistoryQuery,
    options?: O8RequestOptions,
  ): Promise<Answer<HistoryEntry>>;

  /** How well the modules that the caller may see are on each cluster. */
  getFleet<Field extends keyof FleetRow = keyof FleetRow>(
    query?: ModulesQuery<Field>,
    options?: O8RequestOptions,
  ): Promise<Omit<FleetAnswer, 'items'> & { items: Pick<FleetRow, Field>[] }>;

  /** Objects on the clusters that belong to no module of the catalog. */
  getUnmatched(options?: O8RequestOptions): Promise<Answer<UnmatchedObject>>;

  /** The landing zones that the caller may use. */
  getLandingZones(
    options?: O8RequestOptions,
  ): Promise<Answer<LandingZoneSummary>>;

  /** One landing zone. 404 if there is none of this name, or the caller may not use it. */
  getLandingZone(
    zone: string,
    options?: O8RequestOptions,
  ): Promise<LandingZoneSummary>;

  /**
   * Whether a module may be called so in a landing zone; with an owner, whether an
   * earlier attempt of his could be continued.
   */
  checkModuleName(
    query: { zone: string; name: string; owner?: string },
    options?: O8RequestOptions,
  ): Promise<ModuleNameAnswer>;

  /**
   * Everything that is wrong with a module spec in a landing zone. Nothing is written. 404
   * if there is no such zone, or the caller may not use it.
   */
  validateBlueprint(
    query: BlueprintQuery,
    options?: O8RequestOptions,
  ): Promise<BlueprintValidation>;
}
