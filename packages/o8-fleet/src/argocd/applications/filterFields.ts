import type { FieldSelection } from './FieldSelection';

/**
 * Leaves of a message what was chosen, as the gateway does for everything but lists of
 * Applications: any field can be chosen, and items of a list are as if they were alone.
 */
export function filterFields(
  value: unknown,
  selection: FieldSelection,
  path = '',
): unknown {
  if (Array.isArray(value)) {
    return value.map(each => filterFields(each, selection, path));
  }
  if (typeof value !== 'object' || value === null) return value;
  const { fields, isExclusion } = selection;
  const kept = Object.entries(value).flatMap(([name, child]) => {
    const childPath = path === '' ? name : `${path}.${name}`;
    const isNamed = fields.has(childPath);
    const isKept = isExclusion ? !isNamed : isNamed || leads(childPath, fields);
    if (!isKept) return [];
    const rest = isNamed ? child : filterFields(child, selection, childPath);
    return [[name, rest] as const];
  });
  return Object.fromEntries(kept);
}

/** By the letters and not by the parts of the path, as the real one compares. */
function leads(path: string, fields: ReadonlySet<string>): boolean {
  return [...fields].some(field => field.startsWith(path));
}
