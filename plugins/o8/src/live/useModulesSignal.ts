import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useRef } from 'react';
import { SignalFeed, type SignalListener } from './SignalFeed';

/** What the backend says by itself, where the app has signals. */
export function useSignalFeed(): SignalFeed {
  return SignalFeed.of(useApiHolder().get(signalApiRef));
}

/**
 * Calls back for each signal that modules changed, with their keys; null stands for
 * all. Not `useSignal`: of two signals before one rendering it keeps only the last.
 */
export function useModulesSignal(
  feed: SignalFeed,
  onSignal: SignalListener,
): void {
  const latest = useRef(onSignal);
  useEffect(() => {
    latest.current = onSignal;
  });
  useEffect(() => feed.subscribe(keys => latest.current(keys)), [feed]);
}
