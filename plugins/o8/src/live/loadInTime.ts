/** A request that hangs would keep the answer before it for ever. */
export const TIMEOUT_MS = 20_000;

/**
 * Loads something, at most for {@link TIMEOUT_MS}; the controller is aborted then. A
 * race: whether what loads heeds its signal is not for us to trust.
 */
export async function loadInTime<T>(
  load: (signal: AbortSignal) => Promise<T>,
  controller: AbortController,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const seconds = TIMEOUT_MS / 1000;
      reject(new Error(`The backend did not answer within ${seconds} s`));
      controller.abort();
    }, TIMEOUT_MS);
    // Nobody waits for it any more.
    controller.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    return await Promise.race([load(controller.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
