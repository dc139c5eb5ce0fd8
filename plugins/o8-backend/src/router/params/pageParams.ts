import { z } from 'zod';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

/** The parameters of every list that has pages. */
export const pageParams = {
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  cursor: z
    .string('expected one cursor')
    .optional()
    .meta({ description: 'The `nextCursor` of the page before' }),
};
