import { z } from 'zod';
import { badRequest } from '../refusals';

const count = z
  .string()
  .regex(/^\d{1,16}$/, 'must be a number')
  .transform(Number);
const flag = z.enum(['true', 'false', '1', '0']).transform(text => {
  return text === 'true' || text === '1';
});

const listOptionsSchema = z.object({
  limit: count.optional(),
  continue: z.string().optional(),
  labelSelector: z.string().optional(),
  fieldSelector: z.string().optional(),
  resourceVersion: count.optional(),
  resourceVersionMatch: z.enum(['Exact', 'NotOlderThan']).optional(),
  timeoutSeconds: count.optional(),
  allowWatchBookmarks: flag.optional(),
  sendInitialEvents: flag.optional(),
});

/** The options of lists and watches. An empty value is an absent one. */
export type ListOptions = z.infer<typeof listOptionsSchema>;

/** Reads the query of a list or watch. */
export function readListOptions(query: Record<string, unknown>): ListOptions {
  // A repeated parameter counts once, as in Go.
  const given = Object.entries(query)
    .map(([key, value]) => [key, Array.isArray(value) ? value[0] : value])
    .filter(([, value]) => value !== '');
  const { data, error } = listOptionsSchema.safeParse(
    Object.fromEntries(given),
  );
  if (error) {
    const [{ path, message }] = error.issues;
    throw badRequest(`invalid ${path.join('.')}: ${message}`);
  }
  return data;
}
