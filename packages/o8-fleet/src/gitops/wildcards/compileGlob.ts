import { expandBraces } from './expandBraces';
import { literal, matchTokens, type Token } from './matchTokens';

const MAX_LENGTH = 1_000;
// A class of characters, `**/` where folders may begin, or one character.
const PARTS = /\[[!^]?\]?[^\]]*\]|\\?[\s\S]/g;

/** How a glob is read. */
export interface GlobOptions {
  /** `/` separates: `*` and `?` stop at it, `**` does not. */
  separated: boolean;
  /** A `**` before a slash may stand for no folder at all. */
  folders?: boolean;
}

/**
 * A test for a glob with `*`, `**`, `?`, `[a-z]` and `{a,b}`; undefined for one that is
 * too long or has too many alternatives. Takes time in proportion to glob and text.
 */
export function compileGlob(
  glob: string,
  options: GlobOptions,
): ((text: string) => boolean) | undefined {
  if (glob.length > MAX_LENGTH) return undefined;
  const alternatives = expandBraces(glob)?.map(each => toTokens(each, options));
  return (
    alternatives &&
    (text => alternatives.some(tokens => matchTokens(tokens, text)))
  );
}

function toTokens(glob: string, options: GlobOptions): Token[] {
  const any = () => true;
  const inName = options.separated ? (c: string) => c !== '/' : any;
  const parts = glob.match(PARTS) ?? [];
  const tokens: Token[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (part === '*' && parts[at + 1] === '*') {
      const isFolders =
        options.folders &&
        (at === 0 || parts[at - 1] === '/') &&
        parts[at + 2] === '/';
      tokens.push(
        isFolders ? { type: 'folders' } : { type: 'many', test: any },
      );
      at += isFolders ? 2 : 1;
    } else if (part === '*') {
      tokens.push({ type: 'many', test: inName });
    } else if (part === '?') {
      tokens.push({ type: 'one', test: inName });
    } else if (part.startsWith('[') && part.length > 1) {
      const isIn = toClass(part.slice(1, -1));
      tokens.push({ type: 'one', test: c => isIn(c) && inName(c) });
    } else {
      tokens.push(...literal(part.length > 1 ? part.slice(1) : part));
    }
  }
  return tokens;
}

/** `abc`, `a-z`, and the opposite behind `!` or `^`. */
function toClass(text: string): (character: string) => boolean {
  const isNot = /^[!^]/.test(text);
  const ranges = (isNot ? text.slice(1) : text).match(/[\s\S]-[\s\S]|[\s\S]/g);
  return character =>
    isNot !==
    (ranges ?? []).some(
      range => range[0] <= character && character <= range[range.length - 1],
    );
}
