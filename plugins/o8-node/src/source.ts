import type { Fact, FactType, Rec } from './fact';
import type { KubernetesObject, ResourceKind } from './resource';

/**
 * What a source may know beside the object.
 *
 * @public
 */
export interface SourceContext {
  /** The cluster that holds the object. */
  cluster: string;
  /**
   * The configured cluster of that name, alias or API address; null if there is none.
   */
  resolveCluster(address: string): string | null;
}

/**
 * Says what to read, and what it means. Pure: the same object gives the same facts.
 *
 * @public
 */
export interface Source {
  /** Letters, digits and `-`; the part before the dot of its fact types. */
  id: string;
  kinds: ResourceKind[];
  /**
   * Where its objects must have been read before anything about a module is known.
   * `placements`: on each cluster where the module is placed. `anywhere`: on each
   * cluster that has such objects of the module; the others need not support it.
   */
  reach: 'placements' | 'anywhere';
  /**
   * What an object says; nothing if it is of no interest. An object of an unexpected
   * shape gives what can be said of it. It throws only for objects that it cannot read
   * at all: these are reported with the source, and the others go on.
   */
  toFacts(object: KubernetesObject, context: SourceContext): (Fact | Rec)[];
}

/**
 * The id of the source that gives facts of a type.
 *
 * @public
 */
export function sourceOf(type: FactType): string {
  return type.slice(0, type.indexOf('.'));
}
