import { z } from 'zod';
import { lineSchema } from '../text';

/** The schema of what pipelines run. */
export const toolsSchema = z.strictObject({
  cli: lineSchema(300)
    .optional()
    .describe('The command line of this suite, as a pipeline gets it.'),
});
