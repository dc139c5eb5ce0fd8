import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Answer,
  ModulesQuery,
} from '@orchestr8/backstage-plugin-o8-common';
import { useEffect, useMemo, useRef } from 'react';
import { o8ApiRef } from '../api';
import {
  LiveValue,
  useLiveValue,
  useModulesSignal,
  useSignalFeed,
  type LiveState,
} from '../live';
import { fetchModules } from './fetchModules';
import type { ListedModule } from './ListedModule';

type State = LiveState<Answer<ListedModule>>;

/** What {@link useModules} knows. */
export interface ModulesState extends State {
  /** Whether the list is the one of before, while the one that was asked for loads. */
  isPrevious: boolean;
  refresh(): void;
}

/**
 * The modules that match, kept up to date. The old list stays while a new one loads;
 * once that fails, it is no answer to another filter.
 */
export function useModules(
  query: Pick<ModulesQuery, 'filter' | 'order'>,
  count: number,
): ModulesState {
  const api = useApi(o8ApiRef);
  const feed = useSignalFeed();
  const key = JSON.stringify(query);
  const live = useMemo(
    () =>
      new LiveValue({
        load: signal =>
          fetchModules({ api, query: JSON.parse(key), count, signal }),
        getPollMs: feed.getPollMs,
      }),
    [api, key, count, feed],
  );
  // Which modules are on the list, and in which order, may change with any of them.
  useModulesSignal(feed, live.hint);

  const state = useLiveValue(live);
  const previous = useRef<{ key: string; state: State }>();
  useEffect(() => {
    if (state.value) {
      previous.current = { key, state };
    }
  }, [key, state]);
  const refresh = live.refresh;
  const before = state.value ? undefined : previous.current;
  if (!before || (state.error && before.key !== key)) {
    return { ...state, refresh, isPrevious: false };
  }
  const { value, receivedAt } = before.state;
  return { ...state, value, receivedAt, refresh, isPrevious: !state.error };
}
