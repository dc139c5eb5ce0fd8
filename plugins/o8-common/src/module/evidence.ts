import { z } from 'zod';

/**
 * Where a claim can be looked up: an object on a cluster.
 *
 * @public
 */
export interface ObjectRef {
  /** The cluster that holds the object, which need not be the one that it is about. */
  cluster: string;
  /** Such as `argoproj.io/v1alpha1`. */
  apiVersion: string;
  kind: string;
  /** Null for cluster-scoped kinds. */
  namespace: string | null;
  name: string;
}

/** The schema of {@link ObjectRef}. */
export const objectRefSchema: z.ZodType<ObjectRef> = z.object({
  cluster: z.string(),
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
});

/**
 * The answer of a facet in a form that each page puts into its own words: a code and
 * what belongs into the sentence.
 *
 * @public
 */
export interface Headline {
  code: string;
  params: Record<string, string | number>;
}

/** The schema of {@link Headline}. */
export const headlineSchema: z.ZodType<Headline> = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** A time, ISO 8601 in UTC. */
export const timeSchema = z.iso.datetime({ offset: true });
