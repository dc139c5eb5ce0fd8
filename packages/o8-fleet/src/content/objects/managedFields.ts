/** The fields of a value in the form of `managedFields`; lists count as one field. */
export function fieldsOf(value: object): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    if (child === undefined) continue;
    const isBranch =
      typeof child === 'object' && child !== null && !Array.isArray(child);
    fields[`f:${key}`] = isBranch ? fieldsOf(child) : {};
  }
  return fields;
}
