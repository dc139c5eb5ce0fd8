/** Something that was asked for, with a text that is another one for each time. */
export interface Kept<T> {
  version: string;
  value: T;
}

/**
 * Asks at most once within a time, and once for all who want to know meanwhile. Failures
 * are not kept.
 */
export function keepFor<T>(
  durationMs: number,
  ask: () => Promise<T>,
): () => Promise<Kept<T>> {
  let times = 0;
  let kept: Promise<Kept<T>> | undefined;
  let keptUntil = Infinity;

  const askNow = async () => {
    const askedAt = performance.now();
    times += 1;
    const version = String(times);
    try {
      const value = await ask();
      // It is as old as the question, however long the answer took.
      keptUntil = askedAt + durationMs;
      return { version, value };
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };
  return () => {
    if (!kept || performance.now() >= keptUntil) {
      keptUntil = Infinity;
      kept = askNow();
    }
    return kept;
  };
}
