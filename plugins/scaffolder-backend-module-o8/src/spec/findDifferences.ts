/**
 * The paths at which two documents differ, sorted, such as `spec.workload.port`. A list
 * that has other elements differs as a whole.
 */
export function findDifferences(one: unknown, other: unknown): string[] {
  return collect(one, other, '').sort();
}

function collect(one: unknown, other: unknown, path: string): string[] {
  if (isRecord(one) && isRecord(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].flatMap(key =>
      collect(one[key], other[key], path ? `${path}.${key}` : key),
    );
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    const isSame =
      one.length === other.length &&
      one.every((item, index) => !collect(item, other[index], '-').length);
    return isSame ? [] : [path];
  }
  return one === other ? [] : [path];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
