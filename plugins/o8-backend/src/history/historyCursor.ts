import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { HistoryPosition } from '../store';

/** Longer than any that is made here: it is no reason to ask a database. */
const MAX_LENGTH = 4_000;

const positionSchema = z.strictObject({
  at: z.iso.datetime({ precision: 3 }),
  // PostgreSQL takes no text with NUL.
  tie: z.string().regex(/^[^\0]*$/),
});

/** Where a page ended, for the next one. */
export function createHistoryCursor({ at, tie }: HistoryPosition): string {
  return Buffer.from(JSON.stringify({ at, tie })).toString('base64url');
}

/** Throws an `InputError` for a cursor that is not one of ours. */
export function readHistoryCursor(cursor: string): HistoryPosition {
  try {
    const text = cursor.length > MAX_LENGTH ? '' : cursor;
    const json = Buffer.from(text, 'base64url').toString('utf8');
    return positionSchema.parse(JSON.parse(json));
  } catch {
    throw new InputError('Wrong parameters: "cursor" is not one of this list');
  }
}
