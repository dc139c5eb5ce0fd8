import type { FaultWorld } from './FaultWorld';

/** A fault, and what it should take to notice it and to recover. */
export interface FaultCase {
  name: string;
  begin: (world: FaultWorld) => void | Promise<void>;
  end: (world: FaultWorld) => void | Promise<void>;
  /**
   * The sources of which nothing true can be said meanwhile, as `cluster/source`; an
   * empty list is for faults that nobody may notice.
   */
  unknown: (sources: string[]) => string[];
  /** The sources that may be unknown for a moment, and for no longer. */
  mayWaver?: FaultCase['unknown'];
  /** The facets of the module that must not be good meanwhile. */
  doubtful?: string[];
  /** Until it is noticed. */
  noticeMs: number;
  /** From its end until all is known again. */
  recoverMs: number;
  /** The world has never been well: what was before cannot be compared. */
  isThereFromTheStart?: boolean;
  /** It happens to us, so that no cluster is spared. */
  isForAll?: boolean;
  /** For so long it goes on after it was noticed. */
  holdMs?: number;
}

/** The cluster to which everything happens. */
export const VICTIM = 'eu-1';

/** The one that must never notice. */
export const BYSTANDER = 'us-1';

/** Every source of a cluster. */
export function allOf(cluster: string): FaultCase['unknown'] {
  return sources => sources.filter(name => name.startsWith(`${cluster}/`));
}

/** One source of a cluster. */
export function only(cluster: string, source: string): FaultCase['unknown'] {
  return () => [`${cluster}/${source}`];
}

/** Nobody notices. */
export const NOTHING: FaultCase['unknown'] = () => [];
