const MAX_SAID = 1_500;

/** Asks again and again until nothing is left to complain of; says what is, if it never ends. */
export async function eventually(
  complain: () => Promise<unknown[]>,
  options: { limitMs: number; everyMs?: number },
): Promise<void> {
  const { limitMs, everyMs = 100 } = options;
  const endMs = performance.now() + limitMs;
  for (;;) {
    const complaints = await complain();
    if (complaints.length === 0) {
      return;
    }
    if (performance.now() > endMs) {
      const said = JSON.stringify(complaints).slice(0, MAX_SAID);
      throw new Error(
        `After ${limitMs} ms still ${complaints.length}: ${said}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, everyMs));
  }
}
