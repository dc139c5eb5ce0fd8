const TOKENS =
  /\s*(?:("(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?![a-z0-9])|(\d+[smhdw])|([A-Za-z_:][A-Za-z0-9_:]*)|(==|!=|>=|<=|=~|!~|[-+*/%^<>=(){}[\],]))/y;

/** How many arguments a function takes; of those that our rules use. */
const FUNCTIONS: Record<string, number> = {
  absent: 1,
  histogram_quantile: 2,
  increase: 1,
  rate: 1,
  time: 0,
};
const AGGREGATIONS = ['sum', 'max', 'min', 'avg', 'count'];
/** What binds least comes first. */
const OPERATORS = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '>=', '<=', '>', '<'],
  ['+', '-'],
  ['*', '/', '%'],
];

type Kind = 'text' | 'number' | 'duration' | 'name' | 'sign';

interface Token {
  kind: Kind;
  text: string;
}

class Reader {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  is(...texts: string[]): boolean {
    const next = this.#tokens[this.#at];
    return (
      next !== undefined && next.kind !== 'text' && texts.includes(next.text)
    );
  }

  skip(text: string): boolean {
    const isThere = this.is(text);
    this.#at += isThere ? 1 : 0;
    return isThere;
  }

  expect(text: string): void {
    if (!this.skip(text)) {
      throw new Error(`has no "${text}" at token ${this.#at}`);
    }
  }

  take(...kinds: Kind[]): Token {
    const next = this.#tokens[this.#at];
    if (!next || !kinds.includes(next.kind)) {
      throw new Error(`has no ${kinds.join(' or ')} at token ${this.#at}`);
    }
    this.#at += 1;
    return next;
  }

  /** As many as there are, with commas between them, up to a bracket. */
  list(close: string, readOne: () => void): number {
    let count = 0;
    while (!this.skip(close)) {
      if (count > 0) {
        this.expect(',');
      }
      readOne();
      count += 1;
    }
    return count;
  }

  end(): void {
    if (this.#at < this.#tokens.length) {
      throw new Error(`goes on with "${this.#tokens[this.#at].text}"`);
    }
  }
}

/**
 * Why an expression is no PromQL, or undefined where it may be some. It knows the part
 * of the grammar that our rules and dashboards use, and which of it takes a range.
 *
 * What it does not check, and promtool does: that regular expressions are some, that
 * durations of several units and `offset`, `@`, sub-queries, `on`, `ignoring`, `group_left`
 * and `bool` are used well (it refuses them), and the types of scalars beside vectors.
 */
export function findPromQlProblem(text: string): string | undefined {
  try {
    const reader = new Reader(tokenize(text));
    const kind = readBinary(reader, 0);
    reader.end();
    return kind === 'range' ? 'a range of samples is no result' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function tokenize(text: string): Token[] {
  const kinds: Kind[] = ['text', 'number', 'duration', 'name', 'sign'];
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.trimEnd().length) {
    TOKENS.lastIndex = at;
    const match = TOKENS.exec(text);
    if (!match) {
      throw new Error(`cannot be read at ${at}: ${text.slice(at, at + 20)}`);
    }
    const index = match.slice(1).findIndex(part => part !== undefined);
    tokens.push({ kind: kinds[index], text: match[index + 1] });
    at = TOKENS.lastIndex;
  }
  return tokens;
}

type Value = 'instant' | 'range';

function readBinary(reader: Reader, level: number): Value {
  if (level === OPERATORS.length) {
    return readUnary(reader);
  }
  let value = readBinary(reader, level + 1);
  while (reader.is(...OPERATORS[level])) {
    reader.take('sign', 'name');
    const other = readBinary(reader, level + 1);
    if (value === 'range' || other === 'range') {
      throw new Error('compares or counts ranges of samples');
    }
    value = 'instant';
  }
  return value;
}

function readUnary(reader: Reader): Value {
  if (reader.skip('(')) {
    const value = readBinary(reader, 0);
    reader.expect(')');
    return value;
  }
  const { kind, text } = reader.take('number', 'name');
  if (kind === 'number') {
    return 'instant';
  }
  if (AGGREGATIONS.includes(text)) {
    return readAggregation(reader);
  }
  return reader.skip('(') ? readCall(reader, text) : readSelector(reader);
}

function readAggregation(reader: Reader): Value {
  if (reader.skip('by')) {
    reader.expect('(');
    reader.list(')', () => reader.take('name'));
  }
  reader.expect('(');
  if (readBinary(reader, 0) === 'range') {
    throw new Error('adds up ranges of samples');
  }
  reader.expect(')');
  return 'instant';
}

function readCall(reader: Reader, name: string): Value {
  const expected = Object.entries(FUNCTIONS).find(([key]) => key === name)?.[1];
  if (expected === undefined) {
    throw new Error(`calls ${name}, which is not known here`);
  }
  const wanted = name === 'rate' || name === 'increase' ? 'range' : 'instant';
  const count = reader.list(')', () => {
    if (readBinary(reader, 0) !== wanted) {
      throw new Error(`gives ${name} no ${wanted}`);
    }
  });
  if (count !== expected) {
    throw new Error(`gives ${name} ${count} arguments`);
  }
  return 'instant';
}

function readSelector(reader: Reader): Value {
  if (reader.skip('{')) {
    reader.list('}', () => {
      reader.take('name');
      if (!['=', '!=', '=~', '!~'].includes(reader.take('sign').text)) {
        throw new Error('has a label that is not compared');
      }
      reader.take('text');
    });
  }
  if (!reader.skip('[')) {
    return 'instant';
  }
  reader.take('duration');
  reader.expect(']');
  return 'range';
}
