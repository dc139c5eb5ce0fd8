/** Waits for an answer at most so long. What comes later is given to `onLate`. */
export async function withLimit<T>(
  answer: Promise<T>,
  options: { limitMs: number; onLate?: (answer: T) => void },
): Promise<T> {
  const { limitMs, onLate } = options;
  return new Promise<T>((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(new Error(`The database did not answer within ${limitMs} ms`));
    }, limitMs);
    timer.unref();
    answer.then(
      value => {
        clearTimeout(timer);
        if (isLate) {
          onLate?.(value);
        }
        resolve(value);
      },
      error => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
