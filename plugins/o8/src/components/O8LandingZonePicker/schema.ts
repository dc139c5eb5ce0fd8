import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of the field is the name of a landing zone. */
export const landingZonePickerSchema = makeFieldSchema({
  output: z => z.string().describe('The name of a landing zone'),
});

/** Props of the field. */
export type O8LandingZonePickerProps = typeof landingZonePickerSchema.TProps;
