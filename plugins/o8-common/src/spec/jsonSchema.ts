import { z } from 'zod';
import { landingZoneSchema } from './landingZone';
import { moduleSpecSchema } from './moduleSpec';

/**
 * The JSON Schema (2020-12) of `o8.yaml` and `module.yaml`, for editors. It says less than
 * the check: what fields say together is left out.
 *
 * @public
 */
export function moduleJsonSchema(): Record<string, unknown> {
  return toJsonSchema(moduleSpecSchema, 'Orchestr8 module');
}

/**
 * The JSON Schema (2020-12) of landing zones, for editors. It says less than the check:
 * what fields say together is left out.
 *
 * @public
 */
export function landingZoneJsonSchema(): Record<string, unknown> {
  return toJsonSchema(landingZoneSchema, 'Orchestr8 landing zone');
}

function toJsonSchema(
  schema: z.ZodType,
  title: string,
): Record<string, unknown> {
  return {
    title,
    ...z.toJSONSchema(schema, {
      io: 'input',
      target: 'draft-2020-12',
      override: ({ jsonSchema }) => {
        // No format of JSON Schema: validators that are strict refuse them.
        if (/^cidr/.test(jsonSchema.format ?? '')) {
          delete jsonSchema.format;
        }
      },
    }),
  };
}
