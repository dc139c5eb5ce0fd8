/** What people look for first stands first; all other keys are sorted. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'spec'];
const RANKS = new Map(FIRST.map((key, index) => [key, index]));

/** The order of text by its code units: no locale of the machine changes it. */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/**
 * A copy of plain data with its keys in a fixed order, without undefined values.
 *
 * @throws TypeError for what is neither text, number, boolean, null, list nor object:
 *   written out it would be something else than what it was.
 */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        sortEntries(value).map(([key, entry]) => [key, sortKeys(entry)]),
      )
    : toScalar(value);
}

/**
 * The fields of an object in a fixed order, without undefined ones.
 *
 * @throws TypeError for an object that is no plain one.
 */
export function sortEntries(value: object): [string, unknown][] {
  const prototype = Object.getPrototypeOf(value);
  // Plain ones are right below the root, whose realm does not matter.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(`${value.constructor.name} is not plain data`);
  }
  return Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b));
}

/**
 * Text, a number, a boolean or null.
 *
 * @throws TypeError for everything else.
 */
export function toScalar(value: unknown): string | number | boolean | null {
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  ) {
    return value;
  }
  throw new TypeError(`${String(value)} is not plain data`);
}

function rank(key: string): number {
  return RANKS.get(key) ?? FIRST.length;
}
