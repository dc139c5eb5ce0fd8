import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Document,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Result } from '../types';
import type { Collection, Field, Item } from './Collection';
import { invalid } from './invalid';

type Begin = Pick<Collection, 'kind' | 'field' | 'lines' | 'line' | 'data'>;

/** Where the items of a field are, in a document whose root is a map in block style. */
export function locateItems(
  document: Document,
  text: string,
  { field, kind }: Field,
): Result<Collection> {
  const pairs = isMap(document.contents) ? document.contents.items : [];
  const index = pairs.findIndex(({ key }) => textOf(key) === field);
  if (index < 0) {
    return invalid(`has no field "${field}": it must be a ${kind}`);
  }
  const { key, value } = pairs[index];
  const lines = text.split('\n');
  const lineAt = toLineAt(lines);
  const begin: Begin = {
    kind,
    field,
    lines,
    line: lineAt(startOf(key)),
    data: document.toJS(),
  };
  const isEmpty =
    value === null ||
    (isScalar(value) && value.value === null) ||
    ((isSeq(value) || isMap(value)) && value.items.length === 0);
  if (isEmpty) {
    return locateNothing(begin, value, { text, lineAt });
  }
  if (!(kind === 'list' ? isSeq(value) : isMap(value))) {
    return invalid(`has the field "${field}", which must be a ${kind}`);
  }
  const following = pairs.slice(index + 1).map(pair => startOf(pair.key));
  const limit = following.length > 0 ? lineAt(following[0]) : lines.length;
  return locateSome(begin, value as YAMLMap | YAMLSeq, { limit, lineAt });
}

function locateNothing(
  begin: Begin,
  value: unknown,
  { text, lineAt }: { text: string; lineAt: (offset: number) => number },
): Result<Collection> {
  const [from, to] = (isNode(value) && value.range) || [];
  if (from === undefined || to === undefined || lineAt(from) !== begin.line) {
    return invalid(`must have "${begin.field}:" and its value on one line`);
  }
  const offset = text.lastIndexOf('\n', from - 1) + 1;
  const empty = { from: from - offset, to: to - offset };
  return { ok: true, value: { ...begin, empty, indent: '  ', items: [] } };
}

function locateSome(
  begin: Begin,
  value: YAMLMap | YAMLSeq,
  place: { limit: number; lineAt: (offset: number) => number },
): Result<Collection> {
  const { field, kind, lines, data } = begin;
  const each = kind === 'list' ? 'item' : 'field';
  if (value.flow) {
    return invalid(
      `has "${field}" in flow style ([…] or {…}): it must have one ${each} a line`,
    );
  }
  const starts = value.items.map(item => {
    const node = isPair(item) ? item.key : item;
    return { key: textOf(node), start: place.lineAt(startOf(node)) };
  });
  const [indent = ''] = /^ */.exec(lines[starts[0].start]) ?? [];
  const first = kind === 'list' ? /^- +[^\s&]/ : /^[^\s?&-]/;
  const items: Item[] = [];
  const seen = new Set<string>();
  for (const [index, { key, start }] of starts.entries()) {
    if (key === undefined) {
      return invalid(`has something in "${field}" that is no text`);
    }
    const line = lines[start];
    if (!line.startsWith(indent) || !first.test(line.slice(indent.length))) {
      return invalid(
        `must have each ${each} of "${field}" on a line of its own`,
      );
    }
    if (seen.has(key)) {
      return invalid(`has "${key}" twice in "${field}"`);
    }
    seen.add(key);
    const limit = starts[index + 1]?.start ?? place.limit;
    const end = endOf({ lines, start, limit, indent: indent.length });
    items.push({
      key,
      value: valueAt(data[field], kind === 'list' ? index : key),
      start,
      end,
    });
  }
  return items.every(
    ({ start }, index) => start > (items[index - 1]?.start ?? begin.line),
  )
    ? { ok: true, value: { ...begin, indent, items } }
    : invalid(`must have each ${each} of "${field}" on a line of its own`);
}

/** Comments and empty lines after an item belong to what follows, unless they are indented. */
function endOf(item: {
  lines: string[];
  start: number;
  limit: number;
  indent: number;
}): number {
  const { lines, start, limit, indent } = item;
  let end = limit;
  while (end > start + 1 && isBetween(lines[end - 1], indent)) {
    end -= 1;
  }
  return end;
}

function isBetween(line: string, indent: number): boolean {
  const text = line.trimStart();
  const isComment = text.startsWith('#') && line.length - text.length <= indent;
  return text === '' || isComment || /^(\.\.\.|---)/.test(line);
}

function valueAt(collection: unknown, key: string | number): unknown {
  // What objects inherit is no field of them.
  return typeof collection === 'object' && collection !== null
    ? Object.getOwnPropertyDescriptor(collection, key)?.value
    : undefined;
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string'
    ? node.value
    : undefined;
}

function startOf(node: unknown): number {
  return (isNode(node) && node.range?.[0]) || 0;
}

/** The line of an offset, by bisection: a file has a line for each module. */
function toLineAt(lines: string[]): (offset: number) => number {
  let begin = 0;
  const begins = lines.map(line => {
    const at = begin;
    begin += line.length + 1;
    return at;
  });
  return offset => {
    let low = 0;
    let high = begins.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (begins[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  };
}
