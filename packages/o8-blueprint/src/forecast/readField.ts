/** What a field of an object says, by its path such as `spec.template.spec`. */
export function readField(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) =>
        isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined,
      value,
    );
}

/** The entries of a list; none where there is no list. */
export function readList(value: unknown, path: string): unknown[] {
  const list = readField(value, path);
  return Array.isArray(list) ? list : [];
}

/** A field that is text. */
export function readText(value: unknown, path: string): string | undefined {
  const text = readField(value, path);
  return typeof text === 'string' ? text : undefined;
}

/** A field that is an object, such as labels; an empty one where there is none. */
export function readRecord(
  value: unknown,
  path: string,
): Record<string, unknown> {
  const record = readField(value, path);
  return isRecord(record) ? record : {};
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
