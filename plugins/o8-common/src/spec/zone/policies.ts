import { z } from 'zod';
import { enumSchema } from '../text';

/** The schema of who judges objects. */
export const policiesSchema = z.strictObject({
  engine: enumSchema(['kyverno']).describe('Whose policies are written.'),
});
