import type { Lease } from '../leases';
import type { FactRow } from './FactRow';

/** An object by what tells it apart within its cluster and kind. */
export interface ObjectName {
  namespace: string | null;
  name: string;
}

/** What some objects of one kind say now. */
export interface FactBatch {
  observedOn: string;
  kind: string;
  /** Every object that was looked at; one without rows is gone, or says nothing. */
  objects: ObjectName[];
  rows: FactRow[];
  /** What these sources said of these objects stays as it is. */
  keep?: (ObjectName & { source: string })[];
  /** Whether more of the kind follows: whom it touches is judged with many others. */
  isList?: boolean;
  now: Date;
  /**
   * The right to write this. If somebody else has it by now, nothing is written and a
   * `LeaseLostError` is thrown; without it, nobody else writes.
   */
  fence?: Lease;
}

/** What a batch did. */
export interface ApplyResult {
  changed: number;
  refreshed: number;
  removed: number;
  /** The modules that have to be judged again. */
  touched: string[];
}

/** Keeps what the objects on the clusters say. */
export interface FactStore {
  /** Makes the kept rows of the objects the given ones, in one transaction. */
  apply(batch: FactBatch): Promise<ApplyResult>;

  /**
   * Ends a full list: objects of the kind that were not in it are gone. `seen` holds
   * namespace and name with a slash between them.
   */
  sweep(options: {
    observedOn: string;
    kind: string;
    seen: ReadonlySet<string>;
    now: Date;
    fence?: Lease;
  }): Promise<ApplyResult>;

  /** Forgets records that are gone since before a time, and clusters not configured. */
  retain(options: { goneBefore: Date; clusters: string[] }): Promise<void>;
}
