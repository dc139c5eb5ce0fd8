import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';

/** A problem that no landing zone would take, below `spec`. */
export function invalid(
  path: readonly (string | number)[],
  message: string,
): Problem {
  return {
    path: z.core.toDotPath(['spec', ...path]),
    message,
    kind: 'invalid',
  };
}
