import { z } from 'zod';
import { invalidArgument } from './errors';

/** What a client has sent, as the gateway reads it: unknown fields are ignored. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body ?? {});
  if (!success) {
    throw invalidArgument(z.prettifyError(error));
  }
  return data;
}
