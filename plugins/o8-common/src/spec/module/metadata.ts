import { z } from 'zod';
import { findNameProblem } from '../moduleName';
import { lineSchema } from '../text';

const nameSchema = z
  .string('must be text')
  .superRefine((name, { addIssue }) => {
    const problem = findNameProblem(name);
    if (problem) {
      addIssue({ code: 'custom', message: problem });
    }
  })
  .meta({
    title: 'module name',
    // For editors: what is reserved is said by the check alone.
    pattern: '^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$',
  });

const OWNER =
  /^(group|user):[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\/[a-z0-9]([-a-z0-9._]{0,61}[a-z0-9])?$/;
const SYSTEM = /^[a-zA-Z0-9]([-a-zA-Z0-9._]{0,61}[a-zA-Z0-9])?$/;
const TAG = /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/;

/** The schema of the owner of something: a group or user of the catalog. */
export const ownerSchema = z
  .string('must be text')
  // The catalog does not tell upper case from lower case: compared, they must agree.
  .toLowerCase()
  .regex(OWNER, 'is not an owner such as group:default/voice-team')
  .meta({ title: 'owner' });

/** The schema of who a module is. */
export const metadataSchema = z.strictObject({
  name: nameSchema.describe(
    'Of its repository, namespace, Applications and entity. It never changes.',
  ),
  title: lineSchema(80).optional().describe('How people call it.'),
  description: lineSchema(500).optional().describe('What it is for.'),
  owner: ownerSchema.describe('The group (or user) that answers for it.'),
  system: z
    .string('must be text')
    .regex(SYSTEM, 'is not the name of a system')
    .optional()
    .describe(
      'The system it is a part of; `callers: system` means its modules.',
    ),
  tags: z
    .array(
      z
        .string('must be text')
        .max(63, 'is longer than 63 characters')
        .regex(TAG, 'is not a tag (a-z, 0-9, "+", "#" and "-" between them)'),
    )
    .max(20, 'has more than 20 entries')
    .default([])
    .describe('Words by which people find it in the catalog.'),
});
