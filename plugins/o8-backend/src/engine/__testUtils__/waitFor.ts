/** Asks again and again until the answer is right; says the last one if it never is. */
export async function waitFor<T>(
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
  timeoutMs = 30_000,
  intervalMs = 25,
): Promise<T> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) {
      return answer;
    }
    if (Date.now() > endMs) {
      throw new Error(`Still not right: ${JSON.stringify(answer)}`);
    }
    await new Promise(resolve => setTimeout(resolve, intervalMs));
  }
}
