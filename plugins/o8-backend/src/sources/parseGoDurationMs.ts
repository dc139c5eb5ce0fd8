const UNITS_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** The milliseconds of a Go duration such as `1m0s`; undefined for anything else. */
export function parseGoDurationMs(
  text: string | undefined,
): number | undefined {
  if (text === '0') {
    return 0;
  }
  if (!text || !/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) {
    return undefined;
  }
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * UNITS_MS[unit],
    0,
  );
}
