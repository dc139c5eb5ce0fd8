import { useSyncExternalStore } from 'react';
import type { LiveState, LiveValue } from './LiveValue';

/** Looks at a live value as long as the component is shown. */
export function useLiveValue<T>(live: LiveValue<T>): LiveState<T> {
  return useSyncExternalStore(live.subscribe, live.getState);
}

/** When a live value was answered last, also if nothing in it is new. */
export function useCheckedAt<T>(live: LiveValue<T>): string | undefined {
  return useSyncExternalStore(live.subscribe, live.getCheckedAt);
}
