import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  MODULES_CHANNEL,
  type ModulesSignal,
} from '@orchestr8/backstage-plugin-o8-common';
import { useEffect, useRef } from 'react';

/**
 * Calls back for each signal that modules changed, with their keys; null stands for
 * all. Not `useSignal`: of two signals before one rendering it keeps only the last.
 */
export function useModulesSignal(
  onSignal: (keys: string[] | null) => void,
): void {
  const signals = useApiHolder().get(signalApiRef);
  const latest = useRef(onSignal);
  useEffect(() => {
    latest.current = onSignal;
  });
  useEffect(() => {
    const subscription = signals?.subscribe(MODULES_CHANNEL, message => {
      const { keys } = message as Partial<ModulesSignal>;
      latest.current(Array.isArray(keys) ? keys : null);
    });
    return () => subscription?.unsubscribe();
  }, [signals]);
}
