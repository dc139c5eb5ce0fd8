import type {
  Headline,
  ObjectRef,
  Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  FactSubject,
  FactType,
} from '@orchestr8/backstage-plugin-o8-node';
import type { JsonObject } from '@backstage/types';

/** Which part of the history of an entity is asked for. */
export interface HistorySelection {
  /** The facets whose changes are asked for. */
  facets: readonly string[];
  /** The types of records that are asked for. */
  recordTypes: readonly FactType[];
  /** ISO 8601 in UTC, with milliseconds. */
  from?: string;
  /** As `from`; what is at this time is left out. */
  to?: string;
  order: 'newest' | 'oldest';
  limit: number;
  /** Where the page before ended. */
  after?: HistoryPosition;
}

/** A place in the history of an entity. */
export interface HistoryPosition {
  at: string;
  /** Tells apart what is at one time. */
  tie: string;
}

/** What a record says. */
export interface HistoryRecord {
  type: string;
  object: ObjectRef;
  subject: FactSubject;
  value: JsonObject;
  /** When its object was seen to be gone; null while it is there. */
  goneAt: string | null;
}

/** Something that happened: a facet was judged otherwise, or a record tells of it. */
export type HistoryRow = HistoryPosition &
  (
    | { record: HistoryRecord }
    | { facet: string; verdict: Verdict; headline: Headline }
  );

/** A page of history. */
export interface HistoryPage {
  rows: HistoryRow[];
  totalRows: number;
  /** Whether there are more behind it. */
  hasMore: boolean;
}

/** Answers what has happened to modules. */
export interface HistoryReader {
  /**
   * The history of an entity; undefined if it is no module. Records are given only where
   * the platform confirms that they are its own.
   */
  historyOf(
    entityRef: string,
    selection: HistorySelection,
  ): Promise<HistoryPage | undefined>;
}
