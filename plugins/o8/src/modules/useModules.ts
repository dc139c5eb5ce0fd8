import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Answer,
  ModulesQuery,
  ModuleSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import { useEffect, useMemo, useRef } from 'react';
import { o8ApiRef } from '../api';
import {
  LiveValue,
  useLiveValue,
  useModulesSignal,
  usePollMs,
  type LiveState,
} from '../live';
import { fetchModules } from './fetchModules';

type State = LiveState<Answer<ModuleSummary>>;

/** The modules that match, kept up to date; the old list stays while a new one loads. */
export function useModules(
  query: Pick<ModulesQuery, 'filter' | 'order'>,
  count: number,
): State & { refresh(): void; isPrevious: boolean } {
  const api = useApi(o8ApiRef);
  const pollMs = usePollMs();
  const key = JSON.stringify(query);
  const live = useMemo(
    () =>
      new LiveValue({
        load: signal =>
          fetchModules({ api, query: JSON.parse(key), count, signal }),
        pollMs,
      }),
    [api, key, count, pollMs],
  );
  useModulesSignal(live.refresh);

  const state = useLiveValue(live);
  const previous = useRef<State>();
  useEffect(() => {
    if (state.value) {
      previous.current = state;
    }
  }, [state]);
  const isPrevious = !state.value && previous.current !== undefined;
  const { value, receivedAt } = isPrevious ? previous.current! : state;
  return { ...state, value, receivedAt, refresh: live.refresh, isPrevious };
}
