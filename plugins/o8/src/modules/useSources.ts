import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Answer,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { useMemo } from 'react';
import { o8ApiRef } from '../api';
import {
  LiveValue,
  useLiveValue,
  useModulesSignal,
  usePollMs,
  type LiveState,
} from '../live';

/** How fresh each cluster is, kept up to date. */
export function useSources(): LiveState<Answer<SourceStatus>> & {
  refresh(): void;
} {
  const api = useApi(o8ApiRef);
  const pollMs = usePollMs();
  const live = useMemo(
    () => new LiveValue({ load: signal => api.getSources({ signal }), pollMs }),
    [api, pollMs],
  );
  // What a cluster says concerns modules: with its freshness they change too.
  useModulesSignal(live.refresh);
  return { ...useLiveValue(live), refresh: live.refresh };
}
