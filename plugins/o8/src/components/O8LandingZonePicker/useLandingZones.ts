import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Answer,
  LandingZoneSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import { useMemo } from 'react';
import { o8ApiRef } from '../../api';
import { LiveValue, useLiveValue, type LiveState } from '../../live';

/** Configuration: it changes when the backend starts anew. */
const POLL_MS = 5 * 60_000;

/** The landing zones that the caller may use. */
export function useLandingZones(): LiveState<Answer<LandingZoneSummary>> & {
  refresh(): void;
} {
  const api = useApi(o8ApiRef);
  const live = useMemo(
    () =>
      new LiveValue({
        load: signal => api.getLandingZones({ signal }),
        getPollMs: () => POLL_MS,
        settleMs: 0,
      }),
    [api],
  );
  return { ...useLiveValue(live), refresh: live.refresh };
}
