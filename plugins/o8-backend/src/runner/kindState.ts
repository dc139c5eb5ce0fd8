import type { KindStatus } from '@orchestr8/backstage-plugin-o8-common';
import { CONNECTION_SOURCE } from '../sourceStatus';
import type { SourceRow } from '../store';

/** How true what is kept of one kind of a cluster is. */
export type KindState =
  | { state: 'pending' }
  | { state: 'fresh' }
  | { state: 'unsupported' }
  /** Read, but for some objects that nobody could make sense of. */
  | { state: 'partial'; message: string }
  | { state: 'failed'; message: string };

/** What the row of a source is made of. */
export interface SourceRowInput {
  cluster: string;
  source: string;
  kinds: KindStatus[];
  previous: SourceRow | undefined;
  now: Date;
  /** Why the cluster as a whole cannot be read now. */
  outage?: string;
  /** When a snapshot was taken; absent where what is read is live. */
  takenAt?: string;
}

/**
 * What a source has come to, by its kinds: it is as true as the worst of them. Kinds
 * that are not installed count only if all are. While it is not known, what was said
 * before holds, until it is too old; undefined if nothing was.
 */
export function toSourceRow(input: SourceRowInput): SourceRow | undefined {
  const { source, kinds, previous, now, outage, takenAt } = input;
  const find = (state: KindStatus['state']) =>
    kinds.find(kind => kind.state === state);
  const time = now.toISOString();
  const failure = outage ?? find('failed')?.message;
  const partial = find('partial');

  if (failure) {
    return become(input, 'failed', {
      message: failure,
      confirmedAt: previous?.confirmedAt ?? null,
    });
  }
  if (find('pending')) {
    return previous && { ...previous, kinds };
  }
  if (partial) {
    return become(input, 'failed', {
      message: partial.message,
      confirmedAt: takenAt ?? time,
    });
  }
  const isMissing =
    source !== CONNECTION_SOURCE &&
    kinds.every(({ state }) => state === 'unsupported');
  if (takenAt !== undefined) {
    // Never fresh, and not "not installed": it may just not have been exported.
    const message = `A snapshot of ${takenAt}`;
    return become(input, 'stale', {
      message: isMissing ? `${message}, without it` : message,
      confirmedAt: takenAt,
    });
  }
  return isMissing
    ? become(input, 'unsupported', {
        message: 'The cluster does not have it',
        confirmedAt: time,
      })
    : become(input, 'fresh', { message: null, confirmedAt: time });
}

function become(
  { cluster, source, kinds, previous, now }: SourceRowInput,
  state: SourceRow['state'],
  row: Pick<SourceRow, 'message' | 'confirmedAt'>,
): SourceRow {
  return {
    cluster,
    source,
    state,
    since: previous?.state === state ? previous.since : now.toISOString(),
    kinds,
    ...row,
  };
}
