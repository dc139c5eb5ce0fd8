/** What a template is expanded for. */
export interface TemplateInput {
  /** Those that are on, such as `database`. */
  features: ReadonlySet<string>;
  /** By their names, such as `livenessPath`. Texts of a narrow alphabet: see `skeletonValues.ts`. */
  values: Readonly<Record<string, string | number>>;
}

const MARK =
  /^\s*(?:\/\/|#|--|<!--)\s*o8:(file|if|else|end)(?:\s+([a-z|+! -]+?))?\s*(?:-->)?$/;
const VALUE = /^(.*?)\s*(?:\/\/|#)\s*o8:value (\w+)$/;
const LITERAL = /"[^"]*"|'[^']*'|\b\d+\b/;

/**
 * A template as the file of a module; undefined where the module has no such file.
 *
 * Lines of comments say which lines belong to which features: `o8:if nats|kafka`,
 * `o8:else`, `o8:end`, and `o8:file database` in the first line for a whole file. `!` is
 * "not", `+` is "and", `|` is "or". A line that ends with the comment `o8:value port`
 * gets that value in the place of its first text or number.
 *
 * @throws Error for marks that do not fit together, or a value that is not there.
 */
export function expandTemplate(
  text: string,
  { features, values }: TemplateInput,
): string | undefined {
  const open: { isOn: boolean }[] = [];
  const lines: string[] = [];
  // What is left out leaves no more empty lines behind than there were before it.
  let skipsEmpty = true;
  for (const line of text.split('\n')) {
    const [isMark, word, condition] = MARK.exec(line) ?? [];
    if (isMark === undefined) {
      const isThere = open.every(({ isOn }) => isOn);
      if (isThere && (line !== '' || !skipsEmpty)) {
        lines.push(fillIn(line, values));
        skipsEmpty = false;
      }
      continue;
    }
    skipsEmpty ||= lines.at(-1) === '';
    if (word === 'file') {
      if (!holds(condition, features)) {
        return undefined;
      }
    } else {
      turn(open, word, condition, features);
    }
  }
  if (open.length > 0) {
    throw new Error('"o8:if" without "o8:end"');
  }
  return lines.join('\n');
}

function turn(
  open: { isOn: boolean }[],
  word: string,
  condition: string | undefined,
  features: ReadonlySet<string>,
): void {
  const last = open.at(-1);
  if (word === 'if') {
    open.push({ isOn: holds(condition, features) });
  } else if (!last) {
    throw new Error(`"o8:${word}" without "o8:if"`);
  } else if (word === 'else') {
    last.isOn = !last.isOn;
  } else {
    open.pop();
  }
}

function holds(
  condition: string | undefined,
  features: ReadonlySet<string>,
): boolean {
  if (!condition) {
    throw new Error('A mark says nothing of when its lines are there');
  }
  return condition.split('|').some(all =>
    all
      .split('+')
      .map(term => term.trim())
      .every(term =>
        term.startsWith('!')
          ? !features.has(term.slice(1))
          : features.has(term),
      ),
  );
}

function fillIn(line: string, values: TemplateInput['values']): string {
  const [, code, name] = VALUE.exec(line) ?? [];
  if (code === undefined) {
    return line;
  }
  const value = values[name];
  if (value === undefined || !LITERAL.test(code)) {
    throw new Error(`"${line.trim()}": there is no such value, or no place`);
  }
  // A function: "$" is nothing special in what it returns.
  return code.replace(LITERAL, literal =>
    typeof value === 'number'
      ? String(value)
      : `${literal[0]}${value}${literal[0]}`,
  );
}
