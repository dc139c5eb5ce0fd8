/** A promise, or an error if it takes longer. What it stands for goes on. */
export async function withTimeout<T>(
  promise: Promise<T>,
  timeoutMs: number,
  toError: () => Error,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(toError()), timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
