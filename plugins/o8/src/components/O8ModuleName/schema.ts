import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of the field is the name of a module; options name its neighbours. */
export const moduleNameSchema = makeFieldSchema({
  output: z => z.string().describe('The name of a module'),
  uiOptions: z =>
    z.object({
      landingZoneField: z
        .string()
        .optional()
        .describe('The field with the landing zone; "landingZone" by default'),
      ownerField: z
        .string()
        .optional()
        .describe('The field with the owner; "owner" by default'),
    }),
});

/** Props of the field. */
export type O8ModuleNameProps = typeof moduleNameSchema.TProps;

/** The options of the field. */
export interface ModuleNameOptions {
  landingZoneField?: string;
  ownerField?: string;
}
