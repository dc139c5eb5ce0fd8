import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Answer,
  UnmatchedObject,
} from '@orchestr8/backstage-plugin-o8-common';
import { useMemo } from 'react';
import { o8ApiRef } from '../api';
import {
  LiveValue,
  useLiveValue,
  useModulesSignal,
  useSignalFeed,
  type LiveState,
} from '../live';

const MIN_INTERVAL_MS = 10_000;

/** The objects of no module, kept up to date; they matter less than the modules. */
export function useUnmatched(): LiveState<Answer<UnmatchedObject>> {
  const api = useApi(o8ApiRef);
  const feed = useSignalFeed();
  const live = useMemo(
    () =>
      new LiveValue({
        load: signal => api.getUnmatched({ signal }),
        getPollMs: feed.getPollMs,
        minIntervalMs: MIN_INTERVAL_MS,
      }),
    [api, feed],
  );
  useModulesSignal(feed, live.hint);
  return useLiveValue(live);
}
