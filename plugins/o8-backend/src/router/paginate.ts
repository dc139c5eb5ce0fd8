import { InputError } from '@backstage/errors';
import { z } from 'zod';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

/** The parameters of every list that has pages. */
export const pageSchema = {
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  cursor: z.string().optional(),
};

/** One page of a list. Throws an `InputError` for a cursor that is not one of ours. */
export function paginate<T>(
  items: T[],
  page: { limit: number; cursor?: string },
): { items: T[]; totalItems: number; nextCursor?: string } {
  const start = page.cursor === undefined ? 0 : readCursor(page.cursor);
  const end = start + page.limit;
  return {
    items: items.slice(start, end),
    totalItems: items.length,
    ...(end < items.length ? { nextCursor: createCursor(end) } : {}),
  };
}

function createCursor(start: number): string {
  return Buffer.from(JSON.stringify({ start })).toString('base64url');
}

const cursorSchema = z.object({ start: z.number().int().nonnegative() });

function readCursor(cursor: string): number {
  try {
    const json = Buffer.from(cursor, 'base64url').toString('utf8');
    return cursorSchema.parse(JSON.parse(json)).start;
  } catch {
    throw new InputError('Wrong parameters: "cursor" is not one of this list');
  }
}
