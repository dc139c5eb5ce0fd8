/** Waits until something is so; fails when it never is. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > endMs) {
      throw new Error('It never was so');
    }
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
