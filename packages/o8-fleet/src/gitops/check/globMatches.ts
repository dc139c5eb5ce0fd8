/**
 * Whether a glob of an AppProject matches: `*`, `?` and `{a,b}`. Where `/` separates,
 * `*` stops at it and `**` does not; a glob that is `*` alone matches everything.
 */
export function globMatches(
  glob: string,
  text: string,
  options: { separated?: boolean } = {},
): boolean {
  if (glob === '*') return true;
  const any = options.separated ? '[^/]*' : '.*';
  let depth = 0;
  const pattern = glob.replace(/\*\*|[\s\S]/g, token => {
    if (token === '**') return '.*';
    if (token === '*') return any;
    if (token === '?') return options.separated ? '[^/]' : '.';
    if (token === '{') {
      depth += 1;
      return '(?:';
    }
    if (token === '}' && depth > 0) {
      depth -= 1;
      return ')';
    }
    if (token === ',' && depth > 0) return '|';
    return token.replace(/[.+^$()|[\]\\{}]/g, '\\$&');
  });
  // A brace that is never closed is only a character.
  return depth > 0 ? glob === text : new RegExp(`^${pattern}$`).test(text);
}
