/** Where a value is another than the one expected. */
export interface Difference {
  path: (string | number)[];
  /** Undefined: it is not there. */
  actual: unknown;
  /** Undefined: it must not be there. */
  expected: unknown;
}

/**
 * Where two values of plain data differ. The order of keys and of lists does not matter:
 * no list of our objects has an order.
 */
export function findDifferences(
  actual: unknown,
  expected: unknown,
  path: Difference['path'] = [],
): Difference[] {
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return compareLists(actual, expected, path);
  }
  if (isObject(actual) && isObject(expected)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap(key =>
      findDifferences(valueAt(actual, key), valueAt(expected, key), [
        ...path,
        key,
      ]),
    );
  }
  return Object.is(actual, expected) ? [] : [{ path, actual, expected }];
}

function compareLists(
  actual: unknown[],
  expected: unknown[],
  path: Difference['path'],
): Difference[] {
  const missing = new Map(
    expected.map((item, index) => [index, toText(item)] as const),
  );
  const further: number[] = [];
  actual.forEach((item, index) => {
    const text = toText(item);
    const same = [...missing].find(([, other]) => other === text);
    if (same) {
      missing.delete(same[0]);
    } else {
      further.push(index);
    }
  });
  if (further.length === 0 && missing.size === 0) {
    return [];
  }
  const [wanted] = missing.keys();
  const [index] = further;
  return further.length === 1 && missing.size === 1
    ? findDifferences(actual[index], expected[wanted], [...path, index])
    : [{ path, actual, expected }];
}

/** Equal for equal values, whatever the order of their keys. */
function toText(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    isObject(entry)
      ? Object.fromEntries(
          Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : entry,
  );
}

// What objects inherit is no field of them.
function valueAt(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
