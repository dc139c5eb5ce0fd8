/** What people look for first stands first; all other keys are sorted. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'spec'];

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
  if (typeof value === 'object' && value !== null) {
    const prototype = Object.getPrototypeOf(value);
    // Plain ones are right below the root, whose realm does not matter.
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      throw new TypeError(`${value.constructor.name} is not plain data`);
    }
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b))
        .map(([key, entry]) => [key, sortKeys(entry)]),
    );
  }
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  if (
    isNumber ||
    value === null ||
    ['string', 'boolean'].includes(typeof value)
  ) {
    return value;
  }
  throw new TypeError(`${String(value)} is not plain data`);
}

function rank(key: string): number {
  const index = FIRST.indexOf(key);
  return index < 0 ? FIRST.length : index;
}
