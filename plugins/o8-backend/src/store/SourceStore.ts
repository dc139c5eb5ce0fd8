import type {
  KindStatus,
  SourceState,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Lease } from '../leases';

/** What is kept of one source on one cluster. Times are ISO 8601 in UTC. */
export interface SourceRow {
  cluster: string;
  source: string;
  state: SourceState;
  since: string;
  confirmedAt: string | null;
  message: string | null;
  /** How true each of its kinds is; empty until something was found out. */
  kinds: KindStatus[];
}

/** Keeps how fresh each source is, over restarts and for all replicas. */
export interface SourceStore {
  /**
   * Makes the kept sources the expected ones: a new one is added as it is given,
   * one that is no longer expected is dropped unless somebody reads its cluster, all
   * others stay as they are.
   */
  reconcile(expected: SourceRow[]): Promise<void>;

  /** Keeps what a source has come to; whether its state is another one than before. */
  report(row: SourceRow, fence?: Lease): Promise<boolean>;

  /** Says that those of the sources that are fresh, or not installed, still are so. */
  confirm(options: {
    cluster: string;
    sources: string[];
    at: Date;
    fence?: Lease;
  }): Promise<void>;

  /**
   * All sources, ordered by cluster and source; on demand without what is known of each
   * of their kinds, which is much.
   */
  list(options?: { withKinds?: boolean }): Promise<SourceRow[]>;

  /** Another number for another state of any source; when it was confirmed is none. */
  getRevision(): Promise<number>;
}
