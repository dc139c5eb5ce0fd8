import { z } from 'zod';
import { enumSchema } from '../text';

const storageClassSchema = z
  .string('must be text')
  .regex(
    /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
    'is not the name of a StorageClass',
  );

/** The schema of who judges objects. */
export const policiesSchema = z.strictObject({
  engine: enumSchema(['kyverno']).describe('Whose policies are written.'),
  mode: enumSchema(['audit', 'deny'])
    .default('audit')
    .describe(
      '`audit`: what is against a policy is reported; `deny`: where the environment is `production` it is refused too.',
    ),
  encryptedStorageClasses: z
    .array(storageClassSchema)
    .min(1, 'needs at least one entry')
    .max(50, 'has more than 50 entries')
    .optional()
    .describe(
      'Classes of storage that encrypt: with them, volumes of modules with confidential or health data need one of them.',
    ),
});
