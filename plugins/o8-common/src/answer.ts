import { z } from 'zod';
import { sourceStatusSchema, type SourceStatus } from './sourceStatus';

/**
 * The envelope of every list: the items of this page, how many there are in all,
 * and how fresh the sources behind them are, so that nobody takes a part for the
 * whole.
 *
 * @public
 */
export interface Answer<T> {
  items: T[];
  totalItems: number;
  /** Give it back as `cursor` to get the next page; absent on the last one. */
  nextCursor?: string;
  sources: SourceStatus[];
}

/**
 * Creates the schema of an {@link Answer} from the schema of its items.
 *
 * @public
 */
export function createAnswerSchema<T>(
  itemSchema: z.ZodType<T>,
): z.ZodType<Answer<T>> {
  return z.object({
    items: z.array(itemSchema),
    totalItems: z.number().int().nonnegative(),
    nextCursor: z.string().optional(),
    sources: z.array(sourceStatusSchema),
  });
}
