/**
 * Whether two values are the same JSON. Unlike a strict comparison it takes a field that
 * is undefined for an absent one, and does not ask which realm an object is from.
 */
export function isEqualJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) {
    return true;
  }
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) {
    return false;
  }
  const keysOfA = presentKeys(a);
  return (
    keysOfA.length === presentKeys(b).length &&
    keysOfA.every(key => Object.hasOwn(b, key) && isEqualJson(a[key], b[key]))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function presentKeys(value: Record<string, unknown>): string[] {
  return Object.keys(value).filter(key => value[key] !== undefined);
}
