import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Answer,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { o8ApiRef } from '../api';
import {
  useCheckedAt,
  useLiveValue,
  useModulesSignal,
  useSignalFeed,
  type LiveState,
} from '../live';
import { shareSources } from './shareSources';

/** What {@link useSources} knows. */
export interface SourcesState extends LiveState<Answer<SourceStatus>> {
  /** When the backend was asked last, ISO 8601. */
  checkedAt?: string;
  refresh(): void;
}

/** How fresh each cluster is, kept up to date. */
export function useSources(): SourcesState {
  const api = useApi(o8ApiRef);
  const feed = useSignalFeed();
  const live = shareSources(api, feed);
  useModulesSignal(feed, keys => {
    // Keys are those of modules; what is said of sources is said to all.
    if (keys === null) {
      live.hint();
    }
  });
  const checkedAt = useCheckedAt(live);
  return { ...useLiveValue(live), checkedAt, refresh: live.refresh };
}
