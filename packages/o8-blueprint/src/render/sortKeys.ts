/** What people look for first stands first; all other keys are sorted. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'spec'];
const RANKS = new Map(FIRST.map((key, index) => [key, index]));
const MAX_INDEX = 2 ** 32 - 1;

/** The order of text by its code units: no locale of the machine changes it. */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/**
 * The order of the keys of an object. Whole numbers stay as they are: every object has
 * them first, and the smaller ones before the others.
 */
export function compareKeys(a: string, b: string): number {
  return rank(a) - rank(b) || (isIndex(a) ? 0 : compareText(a, b));
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
  assertPlain(value);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, entry]) => entry !== undefined)
          .sort(([a], [b]) => compareKeys(a, b))
          .map(([key, entry]) => [key, sortKeys(entry)]),
      )
    : value;
}

/**
 * Refuses what is neither text, number, boolean, null, list nor plain object; not what is
 * in a list or an object.
 *
 * @throws TypeError for such a value.
 */
export function assertPlain(value: unknown): void {
  const isPlain =
    typeof value === 'object'
      ? value === null || Array.isArray(value) || isBelowRoot(value)
      : typeof value === 'string' ||
        typeof value === 'boolean' ||
        Number.isFinite(value);
  if (!isPlain) {
    const name = typeof value === 'object' ? value?.constructor.name : value;
    throw new TypeError(`${String(name)} is not plain data`);
  }
}

/** The realm of the root does not matter. */
function isBelowRoot(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function rank(key: string): number {
  return RANKS.get(key) ?? (isIndex(key) ? -1 : FIRST.length);
}

/** What no object has anywhere else than before all other keys. */
function isIndex(key: string): boolean {
  return key < ':' && /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < MAX_INDEX;
}
