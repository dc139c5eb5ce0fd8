import { z } from 'zod';
import { moduleSpecSchema } from './moduleSpec';

/**
 * The schema of a lock file: who made the files beside it from what. The base of a
 * three-way upgrade is found in git by the blob ids.
 *
 * @public
 */
export const moduleLockSchema = z.strictObject({
  /** The version of the blueprint. */
  blueprint: z.string(),
  module: z.string(),
  landingZone: z.string(),
  owner: z.string().toLowerCase(),
  spec: moduleSpecSchema,
  /** By path, relative to the repository: as first written. */
  files: z.record(
    z.string(),
    z.strictObject({
      /** The git blob id (SHA-1) of its content. */
      blob: z.string().regex(/^[0-9a-f]{40}$/),
      mode: z.enum(['100644', '100755']),
    }),
  ),
});

/**
 * A lock file: `.o8/lock.json` of a module's repository, `lock.json` of its entry.
 *
 * @public
 */
export type ModuleLock = z.output<typeof moduleLockSchema>;
