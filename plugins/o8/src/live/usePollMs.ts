import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';

const POLL_MS = 30_000;
const POLL_WITH_SIGNALS_MS = 60_000;

/** How often to ask: less often where signals say when to. */
export function usePollMs(): number {
  const signals = useApiHolder().get(signalApiRef);
  return signals ? POLL_WITH_SIGNALS_MS : POLL_MS;
}
