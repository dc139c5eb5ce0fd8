/**
 * Whether two values of plain data say the same: the order of keys does not matter, and
 * undefined is as good as nothing. Node's own comparison tells objects of two realms apart.
 */
export function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) {
    return Object.is(a, b);
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isEqual(item, b[index]))
    );
  }
  const left = fieldsIn(a);
  const right = fieldsIn(b);
  return (
    left.size === right.size &&
    [...left].every(
      ([key, value]) => right.has(key) && isEqual(value, right.get(key)),
    )
  );
}

function fieldsIn(value: object): Map<string, unknown> {
  return new Map(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  );
}
