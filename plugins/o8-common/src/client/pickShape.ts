import { z } from 'zod';

/** The schema of what an answer holds of an item; all of it if no fields are named. */
export function pickShape<T, Field extends keyof T>(
  shape: { [F in keyof T]-?: z.ZodType<T[F]> },
  fields: readonly Field[] | undefined,
): z.ZodType<Pick<T, Field>> {
  const names = fields?.length ? fields : (Object.keys(shape) as Field[]);
  const picked = Object.fromEntries(names.map(name => [name, shape[name]]));
  // Object.fromEntries forgets which fields these are.
  return z.object(picked) as unknown as z.ZodType<Pick<T, Field>>;
}
