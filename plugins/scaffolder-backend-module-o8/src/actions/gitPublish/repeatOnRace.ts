import { ConflictError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';

const MAX_ATTEMPTS = 6;
const FIRST_DELAY_MS = 100;

/** What an attempt to push came to. */
export type Attempt<T> = { done: true; value: T } | { done: false };

/**
 * Pushes; `done: false` where somebody else was faster. Other errors stay errors: only
 * the push itself is tried again, never a decision that was made before it.
 */
export async function tryPush<T>(
  push: () => Promise<void>,
  value: T,
): Promise<Attempt<T>> {
  try {
    await push();
    return { done: true, value };
  } catch (error) {
    if (error instanceof ConflictError) {
      return { done: false };
    }
    throw error;
  }
}

/** Attempts until one is done: each looks again at what is there, and decides again. */
export async function repeatOnRace<T>(options: {
  attempt: () => Promise<Attempt<T>>;
  /** What others keep changing, for the error. */
  what: string;
  onRace: (delayMs: number) => void;
  signal?: AbortSignal;
}): Promise<T> {
  const { attempt, what, onRace, signal } = options;
  for (let count = 1; count <= MAX_ATTEMPTS; count++) {
    const result = await attempt();
    if (result.done) {
      return result.value;
    }
    if (count < MAX_ATTEMPTS) {
      // With jitter: those who collided would otherwise meet again.
      const delayMs = Math.round(
        FIRST_DELAY_MS * 2 ** (count - 1) * (0.5 + Math.random()),
      );
      onRace(delayMs);
      await sleep(delayMs, undefined, { signal });
    }
  }
  throw new ConflictError(
    `${what} was changed by others ${MAX_ATTEMPTS} times in a row: run this again in a moment`,
  );
}
