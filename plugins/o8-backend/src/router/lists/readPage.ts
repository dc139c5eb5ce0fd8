import { InputError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** An item with its place in a list. */
export interface PlacedItem<T> {
  /** By what the list is ordered. */
  key: string;
  /** What is different for each item, in whose order equal ones are. */
  ref: string;
  item: T;
}

/** One page of a list. */
export interface Page<T> {
  items: T[];
  totalItems: number;
  nextCursor?: string;
}

/** Which page of which list. */
export interface PageQuery {
  /** What makes this list another one than those with other filters or orders. */
  list: unknown;
  descending?: boolean;
  limit: number;
  cursor?: string;
}

/**
 * One page of a list that is in its order. A cursor says after which item it goes on, so
 * that what comes and goes meanwhile moves nothing else. Throws an `InputError` for a
 * cursor that is not one of this list.
 */
export function readPage<T>(
  placed: PlacedItem<T>[],
  query: PageQuery,
): Page<T> {
  const { limit, cursor } = query;
  const start =
    cursor === undefined
      ? 0
      : findStart(placed, readCursor(cursor, query), query);
  const page = placed.slice(start, start + limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    totalItems: placed.length,
    ...(last && start + limit < placed.length
      ? { nextCursor: createCursor(last, query) }
      : {}),
  };
}

/** Puts items into the order of a list. */
export function placeItems<T>(
  placed: PlacedItem<T>[],
  options: { descending?: boolean } = {},
): PlacedItem<T>[] {
  return placed.sort((a, b) => comparePlaces(a, b, options.descending));
}

type Place = Pick<PlacedItem<unknown>, 'key' | 'ref'>;

// Also where the order is turned round, equal ones are by their refs.
function comparePlaces(a: Place, b: Place, descending = false): number {
  const byKey = compareTexts(a.key, b.key);
  return (descending ? -byKey : byKey) || compareTexts(a.ref, b.ref);
}

function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function findStart(
  placed: Place[],
  after: Place,
  { descending }: PageQuery,
): number {
  let [low, high] = [0, placed.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (comparePlaces(placed[middle], after, descending) > 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

const cursorSchema = z.tuple([z.string(), z.string(), z.string()]);

function createCursor({ key, ref }: Place, query: PageQuery): string {
  const json = JSON.stringify([toListId(query), key, ref]);
  return Buffer.from(json).toString('base64url');
}

function readCursor(cursor: string, query: PageQuery): Place {
  const result = cursorSchema.safeParse(parseJson(cursor));
  if (!result.success || result.data[0] !== toListId(query)) {
    throw new InputError(
      'Wrong parameters: "cursor": is not one of this list, with these filters and this order',
    );
  }
  const [, key, ref] = result.data;
  return { key, ref };
}

function parseJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // The schema says what is wrong with it.
    return undefined;
  }
}

function toListId({ list, descending = false }: PageQuery): string {
  return createHash('sha256')
    .update(JSON.stringify([list, descending]))
    .digest('base64url')
    .slice(0, 8);
}
