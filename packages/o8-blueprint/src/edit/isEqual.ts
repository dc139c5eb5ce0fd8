type Fields = Record<string, unknown>;

/**
 * Whether two values of plain data say the same: the order of keys does not matter, and
 * undefined is as good as nothing. Node's own comparison tells objects of two realms apart.
 */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length && a.every((item, index) => isEqual(item, b[index]))
    );
  }
  return isFields(a) && isFields(b) ? haveSameFields(a, b) : Object.is(a, b);
}

function haveSameFields(a: Fields, b: Fields): boolean {
  return (
    Object.keys(a).every(key => isEqual(a[key], fieldOf(b, key))) &&
    Object.keys(b).every(key => b[key] === undefined || Object.hasOwn(a, key))
  );
}

function fieldOf(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
