/** Which fields an answer is to have: these alone, or all but these. */
export interface FieldSelection {
  fields: ReadonlySet<string>;
  isExclusion: boolean;
}

/** Reads `fields=a.b,c` or `fields=-a.b,c`; the leading `-` is for all of them. */
export function parseFields(
  text: string | undefined,
): FieldSelection | undefined {
  if (!text) return undefined;
  const isExclusion = text.startsWith('-');
  const names = (isExclusion ? text.slice(1) : text).split(',');
  return { fields: new Set(names), isExclusion };
}
