import { z } from 'zod';

type Shape = Record<string, z.ZodType>;

/** An object with no other fields than these; a server reads null as if a field were not there. */
export function fields(optional: Shape, required: Shape = {}): z.ZodType {
  const nullish = Object.entries(optional).map(
    ([name, schema]) => [name, schema.nullish()] as const,
  );
  return z.strictObject({ ...required, ...Object.fromEntries(nullish) });
}

/** An object of which only some fields are known here; the others are not judged. */
export function looseFields(optional: Shape, required: Shape = {}): z.ZodType {
  const nullish = Object.entries(optional).map(
    ([name, schema]) => [name, schema.nullish()] as const,
  );
  return z.looseObject({ ...required, ...Object.fromEntries(nullish) });
}

export const text = z.string();
/** Text that a server does not take empty. */
export const filled = z.string().min(1);
export const flag = z.boolean();
export const integer = z.int();
export const count = z.int().min(0);
export const texts = z.array(z.string());
export const textMap = z.record(z.string(), z.string());
/** An object that is not judged. */
export const anything = z.looseObject({});

/** A list. */
export function list(schema: z.ZodType): z.ZodType {
  return z.array(schema);
}

/** A list with something in it. */
export function filledList(schema: z.ZodType): z.ZodType {
  return z.array(schema).min(1);
}

/** One of a few words. */
export function oneOf(...words: [string, ...string[]]): z.ZodType {
  return z.enum(words);
}

/** A port, as a number. */
export const port = z.int().min(1).max(65_535);

/** A port, as a number or by its name. */
export const portOrName = z.union([port, filled]);

/** Such as `1` or `25%`. */
export const countOrPercent = z.union([
  count,
  z
    .string()
    .regex(
      /^[0-9]+%$/,
      "a valid percent string must be a numeric string followed by an ending '%'",
    ),
]);

const QUANTITY =
  /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$/;

/** Such as `250m` or `64Mi`. */
export const quantity = z.union([
  z.number(),
  z
    .string()
    .regex(
      QUANTITY,
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ),
]);

export const quantities = z.record(z.string(), quantity);

/** The name of a container, a port or a volume. */
export const label = z
  .string()
  .min(1)
  .max(63)
  .regex(
    /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/,
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  );
