import { z } from 'zod';

/**
 * The schema of what the parameter `fields` leaves of an answer: of a list, of its items;
 * otherwise of all of it. What is there is as it always is.
 */
export function toSelected(answer: z.ZodType): z.ZodType {
  if (answer instanceof z.ZodObject && 'items' in answer.shape) {
    return answer.extend({ items: toPartial(answer.shape.items) });
  }
  return toPartial(answer);
}

// As deep as fields can be chosen.
function toPartial(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([name, field]) => [
      name,
      toPartial(field).optional(),
    ]);
    return z.object(Object.fromEntries(fields));
  }
  if (schema instanceof z.ZodArray) {
    return z.array(toPartial(schema.element));
  }
  if (schema instanceof z.ZodIntersection) {
    const { left, right } = schema.def;
    return toPartial(left).and(toPartial(right));
  }
  if (schema instanceof z.ZodLazy) {
    return toPartial(schema.unwrap());
  }
  if (schema instanceof z.ZodNullable) {
    return toPartial(schema.unwrap()).nullable();
  }
  if (schema instanceof z.ZodOptional) {
    return toPartial(schema.unwrap()).optional();
  }
  return schema as z.ZodType;
}
