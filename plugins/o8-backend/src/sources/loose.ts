import { z } from 'zod';

// Objects come from other people's controllers: what has an unexpected shape is
// taken as absent, so that the rest of the object still counts.

/** More than any name of Kubernetes has, and enough for an image with its digest. */
const MAX_NAME = 512;

/** A text, or undefined. */
export const looseText = z.string().optional().catch(undefined);

/** A name or another short word, cut to what the longest have. */
export const shortText = z.string().transform(name => name.slice(0, MAX_NAME));

/** The same, or undefined. */
export const looseName = shortText.optional().catch(undefined);

/** What may be written as a text or as a number, such as `25%` or `1`, as a text. */
export const quantity = z
  .union([z.string(), z.number()])
  .transform(amount => String(amount).slice(0, MAX_NAME));

/** The same, or undefined. */
export const looseQuantity = quantity.optional().catch(undefined);

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

/** A list of names; empty for anything else. */
export const looseNames = looseList(shortText);

/** What could be read behind the keys of an object; empty for anything else. */
export function looseRecord<T>(item: z.ZodType<T>) {
  return z
    .record(z.string(), z.unknown())
    .catch({})
    .transform(values =>
      Object.entries(values).flatMap(([key, value]): [string, T][] => {
        const result = item.safeParse(value);
        return result.success ? [[key.slice(0, MAX_NAME), result.data]] : [];
      }),
    );
}

/** An object, or one in which everything is absent. */
export function looseObject<T extends z.ZodRawShape>(shape: T) {
  const schema = z.object(shape);
  return schema.catch(() => schema.parse({}));
}
