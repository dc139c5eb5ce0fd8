import { compareText } from '../render/sortKeys';
import { toYaml } from '../render/toYaml';
import type { Result } from '../types';
import type { Collection, Field, Item } from './Collection';
import { invalid } from './invalid';
import { isEqual } from './isEqual';
import { readCollection } from './readCollection';
import { replaceValue } from './replaceValue';

/** What a list or map is to have, and what not. */
export interface Edit {
  /** By the text of an item or the name of a field; `value` is for fields. */
  put?: { key: string; value?: unknown }[];
  remove?: string[];
}

/** Lines that stand where others stood. */
interface Splice {
  at: number;
  /** How many lines go. */
  count: number;
  lines: string[];
  key: string;
}

/**
 * A file with some items of a list or map put into their sorted places, or taken out. All
 * other lines stay as they are; items that are there already stay too.
 */
export function editItems(
  text: string,
  field: Field,
  { put = [], remove = [] }: Edit,
): Result<string> {
  const read = readCollection(text, field);
  if (!read.ok) {
    return read;
  }
  const collection = read.value;
  const wanted = new Map(
    collection.items.map(({ key, value }) => [key, value]),
  );
  const splices: Splice[] = [];
  for (const { key, value = key } of put) {
    const known = collection.items.find(item => item.key === key);
    if (!known) {
      splices.push(insert(collection, { key, value }));
    } else if (!isEqual(known.value, value)) {
      splices.push(replace(collection, known, value));
    }
    wanted.set(key, value);
  }
  for (const key of remove) {
    const known = collection.items.find(item => item.key === key);
    if (known && wanted.delete(key)) {
      splices.push({
        at: known.start,
        count: known.end - known.start,
        lines: [],
        key,
      });
    }
  }
  return splices.length > 0
    ? verify(apply(collection, splices, wanted.size === 0), collection, wanted)
    : { ok: true, value: text };
}

function insert(
  { items, kind, indent, line, lines }: Collection,
  { key, value }: { key: string; value: unknown },
): Splice {
  const item = kind === 'list' ? toYaml([value]) : toYaml({ [key]: value });
  const next = items.findIndex(other => compareText(other.key, key) > 0);
  let at = items.at(next < 0 ? -1 : next - 1)?.end ?? line + 1;
  if (next === 0) {
    at = items[0].start;
    // What is said right above the first item is said of it.
    while (at > line + 1 && lines[at - 1].trimStart().startsWith('#')) {
      at -= 1;
    }
  }
  return { at, count: 0, lines: indentAll(item, indent), key };
}

function replace(
  { lines, indent }: Collection,
  { key, start, end }: Item,
  value: unknown,
): Splice {
  const text = replaceValue(lines.slice(start, end).join('\n'), value);
  return { at: start, count: end - start, lines: indentAll(text, indent), key };
}

function indentAll(text: string, indent: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map(line => (line === '' ? line : indent + line));
}

/** From the end on, so that the places of the others stay right. */
function apply(
  { lines, line, empty, kind }: Collection,
  splices: Splice[],
  isEmpty: boolean,
): string {
  const result = [...lines];
  const order = [...splices].sort(
    (a, b) => b.at - a.at || b.count - a.count || compareText(b.key, a.key),
  );
  for (const splice of order) {
    result.splice(splice.at, splice.count, ...splice.lines);
  }
  if (empty) {
    const head = result[line].slice(0, empty.from).trimEnd();
    result[line] = head + result[line].slice(empty.to);
  } else if (isEmpty) {
    result[line] = result[line].replace(':', kind === 'list' ? ': []' : ': {}');
  }
  return result.join('\n');
}

function byKey([a]: unknown[], [b]: unknown[]): number {
  return compareText(String(a), String(b));
}

/** Nothing is handed on that does not say exactly what it should. */
function verify(
  text: string,
  { kind, field, data }: Collection,
  wanted: Map<string, unknown>,
): Result<string> {
  const read = readCollection(text, { kind, field });
  const isRight =
    read.ok &&
    isEqual(
      read.value.items.map(({ key, value }) => [key, value]).sort(byKey),
      [...wanted].sort(byKey),
    ) &&
    isEqual({ ...read.value.data, [field]: null }, { ...data, [field]: null });
  return isRight
    ? { ok: true, value: text }
    : invalid(
        `is written in a way in which "${field}" cannot be edited: write it as this would be written anew`,
      );
}
