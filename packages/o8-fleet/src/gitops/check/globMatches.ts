import { compileGlob } from '../wildcards';

/**
 * Whether a glob of an AppProject matches: `*`, `?`, `[a-z]` and `{a,b}`. Where `/`
 * separates, `*` stops at it and `**` does not; a glob that is `*` alone matches
 * everything.
 */
export function globMatches(
  glob: string,
  text: string,
  options: { separated?: boolean } = {},
): boolean {
  if (glob === '*') return true;
  const { separated = false } = options;
  return compileGlob(glob, { separated })?.(text) ?? false;
}

/** Whether a glob can be judged at all; one that cannot must permit nothing. */
export function isGlob(glob: string): boolean {
  return compileGlob(glob, { separated: false }) !== undefined;
}
