import type { ApplyResult } from '../store';

/** What became of a lease. */
export type LeaseChange = 'taken' | 'lost' | 'given_back';

/** What was kept in memory and asked for. */
export type CacheName = 'decisions' | 'visible' | 'lists' | 'details';

/** Changes of one kind on one cluster that were written. */
export interface WrittenChanges {
  cluster: string;
  /** The ids of those that read the kind. */
  sources: string[];
  objects: number;
  result: ApplyResult;
  /** When the oldest of them was told by a watch; undefined for a list. */
  seenMs?: number;
}

/** A judgement that ended. */
export interface JudgedModule {
  module: string;
  startedMs: number;
  /** What it failed by, if it did. */
  error?: unknown;
}

/**
 * What the engine tells of itself. All times are those of `performance.now()`. Nothing
 * here throws or waits, so that it can stand in the middle of anything.
 */
export interface EngineTelemetry {
  /** Reading a cluster failed: by a `ClusterError`, or because nothing could be kept. */
  clusterFailed(cluster: string, error: unknown): void;
  /** A full list of a kind came to its end. */
  listed(cluster: string): void;
  /** A watch stands. */
  watching(cluster: string): void;
  wrote(changes: WrittenChanges): void;
  judged(judgement: JudgedModule): void;
  /** All leases that replicas share. */
  expectLeases(names: string[]): void;
  leaseChanged(name: string, change: LeaseChange): void;
  /** Work as a span of a trace; its attributes name no module. */
  span<T>(
    name: string,
    attributes: Record<string, string | number>,
    work: () => Promise<T>,
  ): Promise<T>;
}

/** What answers are made of tells of itself. */
export interface AnswerTelemetry {
  cacheAsked(cache: CacheName, isHit: boolean): void;
  /** The index was compared with the store; whether it took another snapshot. */
  indexLooked(look: { changed: boolean }): void;
}

/** Says nothing: where nobody measures, such as the command line. */
export const noTelemetry: EngineTelemetry & AnswerTelemetry = {
  clusterFailed() {},
  listed() {},
  watching() {},
  wrote() {},
  judged() {},
  expectLeases() {},
  leaseChanged() {},
  span: (_name, _attributes, work) => work(),
  cacheAsked() {},
  indexLooked() {},
};
