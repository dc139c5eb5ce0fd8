import { z } from 'zod';

// Objects come from other people's controllers: what has an unexpected shape is
// taken as absent, so that the rest of the object still counts.

/** A text, or undefined. */
export const looseText = z.string().optional().catch(undefined);

/** A number, or undefined. */
export const looseNumber = z.number().optional().catch(undefined);

/** Yes only for `true`. */
export const looseFlag = z.boolean().optional().catch(undefined);

/** A list of what could be read of it; empty for anything else. */
export function looseList<T>(item: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform(values =>
      values.flatMap(value => {
        const result = item.safeParse(value);
        return result.success ? [result.data] : [];
      }),
    );
}

/** An object, or one in which everything is absent. */
export function looseObject<T extends z.ZodRawShape>(shape: T) {
  const schema = z.object(shape);
  return schema.catch(() => schema.parse({}));
}
