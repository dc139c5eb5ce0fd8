import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { toYaml } from '../render/toYaml';

type Path = readonly (string | number)[];

/** A part of a text, and what stands there instead. */
interface Splice {
  from: number;
  to: number;
  text: string;
}

/**
 * A text of YAML with one word at a path, which is made where it is missing. All other
 * bytes stay as they are; undefined where it cannot be put there.
 */
export function setInYaml(
  text: string,
  path: Path,
  word: string,
): string | undefined {
  const { contents } = parseDocument(text, { schema: 'core', version: '1.2' });
  const splices = isNode(contents) && put({ text, word, at: contents, path });
  return splices
    ? [...splices]
        .sort((a, b) => b.from - a.from)
        .reduce(
          (before, { from, to, text: part }) =>
            before.slice(0, from) + part + before.slice(to),
          text,
        )
    : undefined;
}

interface Place {
  text: string;
  word: string;
  at: Node;
  /** What is still to go. */
  path: Path;
}

function put({ text, word, at, path }: Place): Splice[] | undefined {
  const [key, ...rest] = path;
  if (key === undefined) {
    return isScalar(at) ? [replace(at, word)] : undefined;
  }
  if (isSeq(at)) {
    const item = at.items[Number(key)];
    return isNode(item) ? put({ text, word, at: item, path: rest }) : undefined;
  }
  if (!isMap(at)) {
    return undefined;
  }
  const pair = at.items.find(({ key: name }) => nameOf(name) === key);
  if (!pair) {
    return insert(text, at, { path, word });
  }
  if (isEmpty(pair.value)) {
    return fill(text, at, { pair, path: rest, word });
  }
  return isNode(pair.value)
    ? put({ text, word, at: pair.value, path: rest })
    : undefined;
}

/** Nothing, `null` or `{}`: lines can come below it. */
function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    (isScalar(value) && value.value === null) ||
    (isMap(value) && value.items.length === 0)
  );
}

function replace(at: Node, word: string): Splice {
  const [from, to] = rangeOf(at);
  return { from, to, text: word };
}

/** One more field of a map, after its last one. */
function insert(
  text: string,
  map: YAMLMap,
  { path, word }: { path: Path; word: string },
): Splice[] | undefined {
  const [first] = map.items;
  const last = map.items.at(-1);
  if (!first || !last || !isNode(first.key)) {
    return undefined;
  }
  const end = endOf(last);
  if (map.flow) {
    return [{ from: end, to: end, text: `, ${toFlow(path, word)}` }];
  }
  const column = columnOf(text, rangeOf(first.key)[0]);
  return [insertLines(text, end, toLines(path, word, column))];
}

/** What comes in the place of an empty value: lines below it, or braces in braces. */
function fill(
  text: string,
  map: YAMLMap,
  { pair, path, word }: { pair: Pair; path: Path; word: string },
): Splice[] | undefined {
  if (!isNode(pair.key)) {
    return undefined;
  }
  const [start, keyEnd] = rangeOf(pair.key);
  // With its colon.
  const from = keyEnd + 1;
  const to = isNode(pair.value) ? Math.max(from, rangeOf(pair.value)[1]) : from;
  if (map.flow) {
    const braces = path.length > 0 ? `{ ${toFlow(path, word)} }` : word;
    return [{ from, to, text: ` ${braces}` }];
  }
  if (path.length === 0) {
    return [{ from, to, text: ` ${word}` }];
  }
  const column = columnOf(text, start) + 2;
  return [
    { from, to, text: '' },
    insertLines(text, to, toLines(path, word, column)),
  ];
}

/** After the line of a place, with whatever is said behind it. */
function insertLines(text: string, end: number, lines: string[]): Splice {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const next = text.indexOf('\n', end);
  if (next < 0) {
    const at = text.length;
    return {
      from: at,
      to: at,
      text: lines.map(line => lineEnd + line).join(''),
    };
  }
  const at = next + 1;
  return { from: at, to: at, text: lines.map(line => line + lineEnd).join('') };
}

function toLines(path: Path, word: string, column: number): string[] {
  const last = path.length - 1;
  return path.map(
    (key, depth) =>
      `${' '.repeat(column + 2 * depth)}${quote(key)}:${
        depth === last ? ` ${word}` : ''
      }`,
  );
}

function toFlow([key, ...rest]: Path, word: string): string {
  return `${quote(key)}: ${
    rest.length > 0 ? `{ ${toFlow(rest, word)} }` : word
  }`;
}

/** A name as it has to be written: one such as "on" or "1e3" is more than text. */
function quote(key: string | number): string {
  return toYaml({ [key]: 0 }).replace(/: 0\n$/, '');
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

/** Where the last word of something ends. */
function endOf(part: Node | Pair): number {
  if (isPair(part)) {
    const inner = isNode(part.value) ? part.value : part.key;
    return isNode(inner) ? endOf(inner) : 0;
  }
  const last = isCollection(part) && !part.flow ? part.items.at(-1) : undefined;
  return isNode(last) || isPair(last) ? endOf(last) : rangeOf(part)[1];
}

function rangeOf({ range }: Node): [number, number] {
  const [from = 0, to = 0] = range ?? [];
  return [from, to];
}
