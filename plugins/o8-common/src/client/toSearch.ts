/** The parameters of a request: several values of one with commas, filters repeated. */
export function toSearch(
  query: object & { filter?: Record<string, readonly string[]> },
): string {
  const { filter = {}, ...rest } = query;
  const search = new URLSearchParams();
  for (const [key, values] of Object.entries(filter)) {
    if (values.length) {
      search.append('filter', `${key}=${values.map(escapeValue).join(',')}`);
    }
  }
  for (const [name, value] of Object.entries(rest)) {
    // A list of nothing is no wish.
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text && `?${text}`;
}

// A comma stands between values; inside of one it is written as the routes read it.
function escapeValue(value: string): string {
  return value.replace(/[\\,]/g, '\\$&');
}
