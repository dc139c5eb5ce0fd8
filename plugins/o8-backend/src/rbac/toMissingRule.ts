import type { ResourceKind } from '@orchestr8/backstage-plugin-o8-node';
import { READ_VERBS } from './READ_VERBS';

/**
 * What a role lacks where a cluster refuses a kind, as the part of a sentence: what to
 * allow, and how to get all of it at once.
 *
 * @public
 */
export function toMissingRule(
  kind: Pick<ResourceKind, 'group' | 'plural'>,
): string {
  const resource = [kind.plural, kind.group].filter(Boolean).join('.');
  return `${READ_VERBS.join(
    ' and ',
  )} on ${resource}; "o8 rbac" prints the whole role`;
}
