/** Nobody is sent to a pod any more when it has refused for so long. */
const ACCEPTED_MS = 1_500;
const NEVER_TAKEN = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/**
 * The requests that a process has lost which was told to end at `signalMs`. Whatever was
 * sent is answered; a while after the signal, and only then, new connections may fail. On a
 * connection that has answered before a failure is always a loss.
 */
export function findDropped(requests, signalMs) {
  return requests.filter(({ startMs, status, code, isReused }) => {
    if (status !== undefined) {
      return status >= 500;
    }
    const isLate = startMs >= signalMs + ACCEPTED_MS;
    return !(isLate && !isReused && NEVER_TAKEN.has(code));
  });
}
