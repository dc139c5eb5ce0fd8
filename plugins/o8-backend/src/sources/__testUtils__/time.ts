/** When all tests of sources and assessors take place. */
export const NOW = new Date('2026-11-22T12:00:00.000Z');

/** So many minutes before {@link NOW}, as Kubernetes writes times. */
export function minutesAgo(minutes: number): string {
  return new Date(NOW.getTime() - minutes * 60_000)
    .toISOString()
    .replace('.000Z', 'Z');
}
