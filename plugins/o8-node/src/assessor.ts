import type { JsonObject } from '@backstage/types';
import type {
  Headline,
  ModuleSummary,
  ObjectRef,
  SourceStatus,
  Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type { FactSubject, FactType } from './fact';

/**
 * A fact or record as assessors get it: with the object that it is from.
 *
 * @public
 */
export interface KnownFact {
  type: FactType;
  key: string;
  subject: FactSubject;
  object: ObjectRef;
  /**
   * `confirmed`: the platform says that it is the module's. `claimed`: only an
   * annotation of the entity does; it may be shown, and is no evidence.
   */
  binding: 'confirmed' | 'claimed';
  /** Null for facts, the object's uid for records. */
  uid: string | null;
  evidenceAt: string | null;
  /** When its value was first seen as it is. */
  changedAt: string;
  value: JsonObject;
  volatile: JsonObject;
}

/**
 * A cluster and namespace where a module is.
 *
 * @public
 */
export interface Placement {
  cluster: string;
  namespace: string;
}

/**
 * What a module promises. Durations in milliseconds.
 *
 * @public
 */
export interface Objectives {
  rpoMs: number | null;
  rpoFrom: 'entity' | 'tier' | null;
}

/**
 * All that an assessor may use: time is an argument, and so is how far the sources
 * can be trusted.
 *
 * @public
 */
export interface AssessInput {
  /** The module's name. */
  module: string;
  placements: Placement[];
  /** How far the platform agrees that the module is the entity's. */
  binding: ModuleSummary['binding'];
  /** Those of the types in `needs` whose objects are still there. */
  facts: KnownFact[];
  /** The sources in `needs`, on each cluster that matters to this module. */
  sources: SourceStatus[];
  /** Whether each configured cluster has been read at least once. */
  allRead: boolean;
  objectives: Objectives;
  now: Date;
}

/**
 * What every state has in common.
 *
 * @public
 */
export interface AssessedState {
  verdict: Verdict;
  headline: Headline;
}

/**
 * Turns facts into the state of a module. Pure. It must not return `good` or `busy`
 * while a source in its `needs` is not fresh, and must not let an unknown hide a known
 * failure.
 *
 * @public
 */
export interface Assessor<S extends AssessedState = AssessedState> {
  /** The facet: `sync`, `compliance`, `recovery`. */
  id: string;
  needs: FactType[];
  /**
   * Whether it gets what is only claimed too, to show it. Without this it gets evidence
   * alone, which is what the platform confirms.
   */
  showsClaimed?: boolean;
  assess(input: AssessInput): S;
  /**
   * Until when the state stays exactly as it is if nothing changes but the time, such as
   * until a backup is too old; undefined if time changes nothing. Whoever says too late
   * shows what is true no more. A module is judged again when that time comes, and not
   * before. Without this method it is judged again every minute.
   */
  validUntil?(input: AssessInput, state: S): Date | undefined;
}
