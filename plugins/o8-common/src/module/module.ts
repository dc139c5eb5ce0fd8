import { z } from 'zod';
import { sourceStatusSchema, type SourceStatus } from '../sourceStatus';
import { complianceStateSchema, type ComplianceState } from './complianceState';
import { headlineSchema, timeSchema, type Headline } from './evidence';
import { recoveryStateSchema, type RecoveryState } from './recoveryState';
import {
  claimProblemSchema,
  moduleObjectSchema,
  type ClaimProblem,
  type ModuleObject,
} from './moduleObject';
import { syncStateSchema, type SyncState } from './syncState';
import { verdictSchema, type Verdict } from './verdict';

/**
 * The facets of a module, in the order in which people read them.
 *
 * @public
 */
export const FACETS = ['sync', 'compliance', 'recovery'] as const;

/**
 * One of {@link FACETS}.
 *
 * @public
 */
export type FacetId = (typeof FACETS)[number];

/**
 * A facet in one word: how well, what, since when.
 *
 * @public
 */
export interface FacetSummary {
  verdict: Verdict;
  headline: Headline;
  /** When this verdict began. */
  since: string;
}

/**
 * Whose entity it is: `confirmed` where the platform says so, `claimed` where only
 * annotations of the entity do, `unbound` where neither finds anything on any cluster,
 * `conflict` where somebody else has as good a claim, or a better one.
 *
 * @public
 */
export const BINDINGS = [
  'confirmed',
  'claimed',
  'unbound',
  'conflict',
] as const;

/**
 * A module as lists show it.
 *
 * @public
 */
export interface ModuleSummary {
  /** The entity, such as `component:default/voicefuse`. */
  entityRef: string;
  /** What signals on the channel `o8:modules` call this module; opaque. */
  key: string;
  /** The module's name on the clusters. */
  module: string;
  title: string;
  description: string | null;
  /** Entity refs. */
  owner: string | null;
  system: string | null;
  tier: string | null;
  binding: (typeof BINDINGS)[number];
  /** The names of the clusters where it is placed. */
  clusters: string[];
  facets: Record<FacetId, FacetSummary>;
}

/**
 * A facet with all that is known: its state, since when, and how true its sources are.
 *
 * @public
 */
export interface Facet<S> {
  state: S;
  /** When its verdict began. */
  since: string;
  /**
   * When it was judged last, or nothing more waited for judgement: to within five
   * minutes, so that an answer stays the same for a while.
   */
  assessedAt: string;
  /** Every source that it rests on, fresh or not. */
  sources: SourceStatus[];
}

/**
 * Everything that is known of one module.
 *
 * @public
 */
export interface ModuleDetail extends Omit<ModuleSummary, 'facets'> {
  /** Names and titles of the configured clusters. */
  clusterTitles: Record<string, string>;
  /** Entity refs that claim the same module, if it is a conflict. */
  claimedBy: string[];
  /** Annotations that claim nothing, and why. */
  claimProblems: ClaimProblem[];
  /** What is on the clusters, ordered by cluster, kind, namespace and name. */
  objects: ModuleObject[];
  /**
   * How many there are in all. Of records, such as backups, only the newest five of each
   * kind and cluster are given, and of very many objects only the first 500.
   */
  totalObjects: number;
  facets: {
    sync: Facet<SyncState>;
    compliance: Facet<ComplianceState>;
    recovery: Facet<RecoveryState>;
  };
}

/**
 * Why an object belongs to no module.
 *
 * @public
 */
export const UNMATCHED_REASONS = [
  'noModule',
  'noEntity',
  'notConfirmed',
] as const;

/**
 * An object that belongs to no module of the catalog.
 *
 * @public
 */
export interface UnmatchedObject {
  cluster: string;
  source: string;
  apiVersion: string;
  kind: string;
  namespace: string | null;
  name: string;
  /**
   * `noModule`: nothing names one. `noEntity`: no entity has the named one.
   * `notConfirmed`: it names one where teams can write, and its Namespace does not.
   */
  reason: (typeof UNMATCHED_REASONS)[number];
  /** The module that it names; null where it names none. */
  module: string | null;
}

const common = {
  entityRef: z.string(),
  key: z.string(),
  module: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  owner: z.string().nullable(),
  system: z.string().nullable(),
  tier: z.string().nullable(),
  binding: z.enum(BINDINGS),
  clusters: z.array(z.string()),
};

const facetSummarySchema: z.ZodType<FacetSummary> = z.object({
  verdict: verdictSchema,
  headline: headlineSchema,
  since: timeSchema,
});

/** The fields of {@link ModuleSummary}, of which answers may hold some only. */
export const moduleSummaryShape = {
  ...common,
  facets: z.object({
    sync: facetSummarySchema,
    compliance: facetSummarySchema,
    recovery: facetSummarySchema,
  }),
};

/**
 * The schema of {@link ModuleSummary}.
 *
 * @public
 */
export const moduleSummarySchema: z.ZodType<ModuleSummary> =
  z.object(moduleSummaryShape);

function createFacetSchema<S>(state: z.ZodType<S>): z.ZodType<Facet<S>> {
  return z.object({
    state,
    since: timeSchema,
    assessedAt: timeSchema,
    sources: z.array(sourceStatusSchema),
  });
}

/**
 * The schema of {@link ModuleDetail}.
 *
 * @public
 */
export const moduleDetailSchema: z.ZodType<ModuleDetail> = z.object({
  ...common,
  clusterTitles: z.record(z.string(), z.string()),
  claimedBy: z.array(z.string()),
  claimProblems: z.array(claimProblemSchema),
  objects: z.array(moduleObjectSchema),
  totalObjects: z.number().int().nonnegative(),
  facets: z.object({
    sync: createFacetSchema(syncStateSchema),
    compliance: createFacetSchema(complianceStateSchema),
    recovery: createFacetSchema(recoveryStateSchema),
  }),
});

/**
 * The schema of {@link UnmatchedObject}.
 *
 * @public
 */
export const unmatchedObjectSchema: z.ZodType<UnmatchedObject> = z.object({
  cluster: z.string(),
  source: z.string(),
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
  reason: z.enum(UNMATCHED_REASONS),
  module: z.string().nullable(),
});
