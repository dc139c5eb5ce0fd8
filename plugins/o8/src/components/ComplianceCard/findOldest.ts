/**
 * When the oldest of these was confirmed; null if that is not known of one of them,
 * undefined if there are none.
 */
export function findOldest(
  claims: { evidenceAt: string | null }[],
): string | null | undefined {
  const times = claims.map(({ evidenceAt }) => evidenceAt);
  return times.includes(null)
    ? null
    : times
        .flatMap(time => time ?? [])
        .sort((a, b) => Date.parse(a) - Date.parse(b))
        .at(0);
}
