import { z } from 'zod';
import { absolutePathSchema, dnsLabelSchema, enumSchema } from '../text';

/** Where a sealed secret can be opened. */
export const SEALING_SCOPES = [
  'strict',
  'namespace-wide',
  'cluster-wide',
] as const;

/** The schema of a secret: its names, never its values. */
export const secretSchema = z
  .strictObject({
    name: dnsLabelSchema
      .max(40, 'is longer than 40 characters')
      .describe('Of the Secret in its namespace.'),
    keys: z
      .array(
        z
          .string('must be text')
          .regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/, 'is not a key'),
      )
      .min(1, 'needs at least one key')
      .max(50, 'has more than 50 entries')
      .describe(
        'What it contains, by name: each is an environment variable, or a file below `mountPath`.',
      ),
    path: z
      .string('must be text')
      .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,300}$/, {
        error: 'is not a path such as api or payments/stripe',
        abort: true,
      })
      .refine(
        path => path.split('/').every(part => !['', '.', '..'].includes(part)),
        { error: 'must not have an empty part, "." or ".."' },
      )
      .optional()
      .describe(
        "Where the store of the landing zone has it (External Secrets), below the module's own path there.",
      ),
    sealed: z
      .record(
        dnsLabelSchema,
        z.record(
          z.string(),
          z
            .string('must be text')
            // Its first bytes are the length of an RSA key: 2048, 3072 or 4096 bits.
            .regex(
              /^A[QYg][A-Za-z0-9+/]+={0,2}$/,
              'is not ciphertext of "o8 seal"',
            ),
        ),
      )
      .optional()
      .describe(
        'Ciphertext by cluster and key, written by `o8 seal`; `{}` to begin with.',
      ),
    scope: enumSchema(SEALING_SCOPES)
      .optional()
      .describe(
        'Where its ciphertext can be opened: `strict`, the default, as this Secret only; `namespace-wide` under any name; `cluster-wide` in any namespace. Another scope needs other ciphertext.',
      ),
    mountPath: absolutePathSchema
      .optional()
      .describe('Files instead of environment variables.'),
  })
  .superRefine(({ path, sealed, scope }, { addIssue }) => {
    if ((path === undefined) === (sealed === undefined)) {
      addIssue({ code: 'custom', message: 'needs either "path" or "sealed"' });
    }
    if (path !== undefined && scope !== undefined) {
      const message = 'is of what is sealed: a store has none';
      addIssue({ code: 'custom', path: ['scope'], message });
    }
  });
