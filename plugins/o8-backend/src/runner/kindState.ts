import type { SourceRow } from '../store';

/** How true what is kept of one kind of a cluster is. */
export type KindState =
  | { state: 'pending' }
  | { state: 'fresh' }
  | { state: 'unsupported' }
  /** Read, but for some objects that nobody could make sense of. */
  | { state: 'partial'; message: string }
  | { state: 'failed'; message: string };

/**
 * What a source has come to, by its kinds: it is as true as the worst of them. Kinds
 * that are not installed count only if all are. Undefined while it is not known: then
 * what was said before holds, until it is too old.
 */
export function toSourceRow(options: {
  cluster: string;
  source: string;
  kinds: KindState[];
  previous: SourceRow | undefined;
  now: Date;
}): SourceRow | undefined {
  const { cluster, source, kinds, previous, now } = options;
  const failed = kinds.find(kind => kind.state === 'failed');
  const partial = kinds.find(kind => kind.state === 'partial');
  const time = now.toISOString();
  const become = (
    state: SourceRow['state'],
    message: string | null,
    confirmedAt: string | null,
  ): SourceRow => ({
    cluster,
    source,
    state,
    since: previous?.state === state ? previous.since : time,
    confirmedAt,
    message,
  });

  if (failed?.state === 'failed') {
    return become('failed', failed.message, previous?.confirmedAt ?? null);
  }
  if (kinds.some(({ state }) => state === 'pending')) {
    return undefined;
  }
  if (partial?.state === 'partial') {
    return become('failed', partial.message, time);
  }
  return kinds.every(({ state }) => state === 'unsupported')
    ? become('unsupported', 'The cluster does not have it', time)
    : become('fresh', null, time);
}
