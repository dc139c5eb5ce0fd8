/** A time of Kubernetes as ISO 8601 in UTC; null for anything else. */
export function toTime(value: unknown): string | null {
  if (typeof value !== 'string') {
    return null;
  }
  const timeMs = Date.parse(value);
  return Number.isNaN(timeMs) ? null : new Date(timeMs).toISOString();
}
