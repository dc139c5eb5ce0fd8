const MINUTE_MS = 60_000;

/** A time that many minutes before now, ISO 8601. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE_MS).toISOString();
}
