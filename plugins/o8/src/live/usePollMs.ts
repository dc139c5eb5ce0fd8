import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';

const POLL_MS = 10_000;
// Not much slower: until the connection for signals stands, seconds after the page is
// shown, they are lost.
const POLL_WITH_SIGNALS_MS = 15_000;

/** How often to ask: less often where signals say when to. */
export function usePollMs(): number {
  const signals = useApiHolder().get(signalApiRef);
  return signals ? POLL_WITH_SIGNALS_MS : POLL_MS;
}
