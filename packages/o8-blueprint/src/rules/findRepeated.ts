/** The entries that were in a list before, each with the place of the first one. */
export function findRepeated<T>(
  entries: readonly T[],
  keyOf: (entry: T) => string,
): { entry: T; index: number; first: number }[] {
  const firsts = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    const key = keyOf(entry);
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, index);
      return [];
    }
    return [{ entry, index, first }];
  });
}
