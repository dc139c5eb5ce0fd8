import { useSyncExternalStore } from 'react';
import type { LiveState, LiveValue } from './LiveValue';

/** Looks at a live value as long as the component is shown. */
export function useLiveValue<T>(live: LiveValue<T>): LiveState<T> {
  return useSyncExternalStore(live.subscribe, live.getState);
}
