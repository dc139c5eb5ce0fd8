import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import { createHash } from 'node:crypto';
import { CONNECTION_SOURCE } from '../sourceStatus';
import { FreshSources } from './isProven';

/** How fresh what is known of each cluster is. Never changed: a new one takes its place. */
export interface Statuses {
  /** Every source on every cluster. Nothing in them moves while nothing changes. */
  all: SourceStatus[];
  /** What lists say: of each cluster its connection, and what is not as it should be. */
  forLists: SourceStatus[];
  fresh: FreshSources;
  /** Another text for other statuses. */
  digest: string;
}

/**
 * The statuses that were just read, and where nothing of them changed the very objects
 * of before: what is made of those can be kept.
 */
export function toStatuses(
  before: Statuses | undefined,
  read: SourceStatus[],
): Statuses {
  const kept = new Map(before?.all.map(status => [toKey(status), status]));
  const all = read.map(status => {
    const now = withoutMovingTime(status);
    const old = kept.get(toKey(status));
    return old && isSame(old, now) ? old : now;
  });
  if (
    before?.all.length === all.length &&
    all.every((status, index) => status === before.all[index])
  ) {
    return before;
  }
  return {
    all,
    forLists: all.filter(
      ({ source, state }) =>
        source === CONNECTION_SOURCE || state === 'stale' || state === 'failed',
    ),
    fresh: new FreshSources(all),
    digest: createHash('sha256').update(JSON.stringify(all)).digest('hex'),
  };
}

// What is fresh is confirmed every few seconds: an answer that said when would never be
// the same twice, and could not be cached.
function withoutMovingTime(status: SourceStatus): SourceStatus {
  const { state, since } = status;
  return state === 'fresh' || state === 'unsupported'
    ? { ...status, confirmedAt: since }
    : status;
}

function isSame(old: SourceStatus, now: SourceStatus): boolean {
  return (
    old.state === now.state &&
    old.message === now.message &&
    old.clusterTitle === now.clusterTitle &&
    old.confirmedAt === now.confirmedAt &&
    // Of what nobody ever said a word, it begins with each look.
    (old.since === now.since || now.confirmedAt === null)
  );
}

function toKey({ cluster, source }: SourceStatus): string {
  return `${cluster} ${source}`;
}
