/** The middle and the edge of some times. */
export function percentiles(times) {
  const sorted = times.slice().sort((a, b) => a - b);
  const at = share =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return {
    p50: at(0.5),
    p99: at(0.99),
    max: sorted.at(-1),
    count: sorted.length,
  };
}
