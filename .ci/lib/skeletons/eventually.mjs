import { setTimeout } from 'node:timers/promises';

const PAUSE_MS = 100;

/**
 * Asks until the answer is something, and returns it; fails after the limit with what
 * was waited for and why the last try was no answer, or at once with what is final.
 */
export async function eventually(what, ask, limitMs = 10_000) {
  const endMs = Date.now() + limitMs;
  let reason = '';
  for (;;) {
    try {
      const answer = await ask();
      if (answer) {
        return answer;
      }
      reason = '';
    } catch (error) {
      if (error.isFinal) {
        throw error;
      }
      reason = `: ${error.message}`;
    }
    if (Date.now() > endMs) {
      throw new Error(`Not within ${limitMs / 1000} s: ${what}${reason}`);
    }
    await setTimeout(PAUSE_MS);
  }
}
