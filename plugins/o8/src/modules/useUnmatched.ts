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
  usePollMs,
  type LiveState,
} from '../live';

const MIN_INTERVAL_MS = 10_000;

/** The objects of no module, kept up to date; they matter less than the modules. */
export function useUnmatched(): LiveState<Answer<UnmatchedObject>> {
  const api = useApi(o8ApiRef);
  const pollMs = usePollMs();
  const live = useMemo(
    () =>
      new LiveValue({
        load: signal => api.getUnmatched({ signal }),
        pollMs,
        minIntervalMs: MIN_INTERVAL_MS,
      }),
    [api, pollMs],
  );
  useModulesSignal(live.refresh);
  return useLiveValue(live);
}
