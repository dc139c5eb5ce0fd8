/**
 * The first of some moments, in milliseconds, that is yet to come. What lies behind has
 * made its difference already.
 */
export function findEarliest(momentsMs: number[], now: Date): Date | undefined {
  const firstMs = momentsMs
    .filter(momentMs => momentMs >= now.getTime())
    .reduce((a, b) => Math.min(a, b), Infinity);
  return firstMs === Infinity ? undefined : new Date(firstMs);
}
