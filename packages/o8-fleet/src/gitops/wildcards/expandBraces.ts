/** Each set of braces multiplies. */
const MAX_ALTERNATIVES = 100;

/**
 * The alternatives of `{a,b}`, also of braces in braces; undefined for more than anybody
 * writes by hand. A brace that is never closed is only a character.
 */
export function expandBraces(glob: string): string[] | undefined {
  let found = [''];
  for (let at = 0; at < glob.length; ) {
    const end = glob[at] === '{' ? closingOf(glob, at) : -1;
    let choices = [glob[at]];
    if (glob[at] === '\\') {
      choices = [glob.slice(at, at + 2)];
      at += 2;
    } else if (end >= 0) {
      const inner = splitOnCommas(glob.slice(at + 1, end)).map(expandBraces);
      if (inner.some(each => each === undefined)) return undefined;
      choices = inner.flatMap(each => each ?? []);
      at = end + 1;
    } else {
      at += 1;
    }
    if (found.length * choices.length > MAX_ALTERNATIVES) return undefined;
    found = found.flatMap(begin => choices.map(choice => begin + choice));
  }
  return found;
}

function closingOf(glob: string, begin: number): number {
  let depth = 0;
  for (let at = begin; at < glob.length; at += 1) {
    if (glob[at] === '\\') at += 1;
    else if (glob[at] === '{') depth += 1;
    else if (glob[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

function splitOnCommas(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else if (character === '\\')
      parts[parts.length - 1] += text.slice(at, ++at + 1);
    else parts[parts.length - 1] += character;
  }
  return parts;
}
