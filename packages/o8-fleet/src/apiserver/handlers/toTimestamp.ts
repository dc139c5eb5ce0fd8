/** A time as Kubernetes writes it: RFC 3339 in UTC without fractions. */
export function toTimestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
