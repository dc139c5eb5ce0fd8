import type { RecoveryProblem } from '@orchestr8/backstage-plugin-o8-common';

/** A problem of which no more is known than the fields say. */
export function createProblem(
  code: RecoveryProblem['code'],
  fields: Partial<Omit<RecoveryProblem, 'code'>> = {},
): RecoveryProblem {
  return { code, message: null, object: null, since: null, ...fields };
}
