import { z } from 'zod';
import type { Answer } from '../answer';
import {
  SOURCE_STATES,
  sourceStatusSchema,
  type SourceState,
} from '../sourceStatus';
import { BINDINGS, type FacetId, type ModuleSummary } from './module';
import { verdictSchema, type Verdict } from './verdict';

/**
 * How well a module is on one cluster; null for a facet that says nothing of it there.
 *
 * @public
 */
export interface FleetCell {
  /** The cluster's name in the configuration. */
  cluster: string;
  facets: Record<FacetId, Verdict | null>;
}

/**
 * A row of the matrix of modules and clusters.
 *
 * @public
 */
export interface FleetRow
  extends Pick<
    ModuleSummary,
    'entityRef' | 'key' | 'title' | 'owner' | 'system' | 'tier' | 'binding'
  > {
  /** One for each cluster of which something is known, ordered by name. */
  cells: FleetCell[];
}

/**
 * A column of the matrix.
 *
 * @public
 */
export interface FleetCluster {
  name: string;
  title: string;
  /** Whether the cluster answers. */
  state: SourceState;
}

/**
 * A page of the matrix: rows, and all columns in the order of the configuration.
 *
 * @public
 */
export interface FleetAnswer extends Answer<FleetRow> {
  clusters: FleetCluster[];
}

const cellVerdictSchema = verdictSchema.nullable();

const cellSchema: z.ZodType<FleetCell> = z.object({
  cluster: z.string(),
  facets: z.object({
    sync: cellVerdictSchema,
    compliance: cellVerdictSchema,
    recovery: cellVerdictSchema,
  }),
});

/** The fields of {@link FleetRow}, of which answers may hold some only. */
export const fleetRowShape = {
  entityRef: z.string(),
  key: z.string(),
  title: z.string(),
  owner: z.string().nullable(),
  system: z.string().nullable(),
  tier: z.string().nullable(),
  binding: z.enum(BINDINGS),
  cells: z.array(cellSchema),
};

/**
 * The schema of {@link FleetRow}.
 *
 * @public
 */
export const fleetRowSchema: z.ZodType<FleetRow> = z.object(fleetRowShape);

const clustersSchema: z.ZodType<FleetCluster[]> = z.array(
  z.object({
    name: z.string(),
    title: z.string(),
    state: z.enum(SOURCE_STATES),
  }),
);

/** Creates the schema of a {@link FleetAnswer} whose rows may hold some fields only. */
export function createFleetAnswerSchema<Row>(row: z.ZodType<Row>) {
  return z.object({
    items: z.array(row),
    totalItems: z.number().int().nonnegative(),
    nextCursor: z.string().optional(),
    sources: z.array(sourceStatusSchema),
    clusters: clustersSchema,
  });
}

/**
 * The schema of {@link FleetAnswer}.
 *
 * @public
 */
export const fleetAnswerSchema: z.ZodType<FleetAnswer> =
  createFleetAnswerSchema(fleetRowSchema);
