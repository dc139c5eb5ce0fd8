import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { objectRefSchema, timeSchema, type ObjectRef } from './evidence';

/**
 * Why the binding of an object is a conflict. `ownLabel`: it names another module than
 * its Namespace does. `otherModule`: the platform says that it is another module's.
 * `otherClaim`: another entity claims it too. `platform`: it lies in a namespace of the
 * platform or of Kubernetes, which nobody can claim.
 *
 * @public
 */
export const BINDING_CONFLICTS = [
  'ownLabel',
  'otherModule',
  'otherClaim',
  'platform',
] as const;

/**
 * Why an annotation of an entity claims nothing. `both`: its name and its selector
 * exclude each other. `selector`: it is no label selector, or one that only says what
 * is not meant. `cluster`: no such cluster is configured. `name`: it is no name.
 * `nothing`: there is nothing there, or nothing that the entity may know of.
 *
 * @public
 */
export const CLAIM_PROBLEMS = [
  'both',
  'selector',
  'cluster',
  'name',
  'nothing',
] as const;

/**
 * An annotation of an entity that claims nothing.
 *
 * @public
 */
export interface ClaimProblem {
  /** Such as `argocd/app-selector`. */
  annotation: string;
  code: (typeof CLAIM_PROBLEMS)[number];
}

/** The schema of {@link ClaimProblem}. */
export const claimProblemSchema: z.ZodType<ClaimProblem> = z.object({
  annotation: z.string(),
  code: z.enum(CLAIM_PROBLEMS),
});

/**
 * What one fact of an object says. Values hold no secrets.
 *
 * @public
 */
export interface ModuleFact {
  type: string;
  /** Tells apart the facts of one type of one object; mostly empty. */
  key: string;
  value: JsonObject;
  /** When what it says was so. */
  evidenceAt: string | null;
  /** When its value was first seen as it is. */
  changedAt: string;
}

/**
 * An object on a cluster that is the module's, or that its entity claims.
 *
 * @public
 */
export interface ModuleObject extends ObjectRef {
  /** Id of the source that read it. */
  source: string;
  binding: 'confirmed' | 'claimed' | 'conflict';
  conflict: (typeof BINDING_CONFLICTS)[number] | null;
  /**
   * Whether operations on it may be offered: of what is confirmed, and only of that; not
   * of what is there for other modules too.
   */
  operable: boolean;
  /** None where it is somebody else's. */
  facts: ModuleFact[];
}

/** The schema of {@link ModuleObject}. */
export const moduleObjectSchema: z.ZodType<ModuleObject> = objectRefSchema.and(
  z.object({
    source: z.string(),
    binding: z.enum(['confirmed', 'claimed', 'conflict']),
    conflict: z.enum(BINDING_CONFLICTS).nullable(),
    operable: z.boolean(),
    facts: z.array(
      z.object({
        type: z.string(),
        key: z.string(),
        value: z.record(z.string(), z.json()),
        evidenceAt: timeSchema.nullable(),
        changedAt: timeSchema,
      }),
    ),
  }),
);
