import { InputError } from '@backstage/errors';
import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import { READ_VERBS } from './READ_VERBS';

/**
 * A rule of a role, as `rbac.authorization.k8s.io/v1` writes it.
 *
 * @public
 */
export interface PolicyRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const RESOURCE = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/**
 * The least that a cluster must allow so that the sources can read it: one rule for each
 * API group, sorted. A source that asks for Secrets, or for a wildcard, which would
 * include them, is an error: even their metadata is only to be had with the right to
 * read what they hold.
 *
 * @public
 */
export function toPolicyRules(
  sources: Pick<Source, 'id' | 'kinds'>[],
): PolicyRule[] {
  const groups = new Map<string, Set<string>>();
  for (const { id, kinds } of sources) {
    for (const { group, kind, plural } of kinds) {
      if (group === '' && (plural === 'secrets' || kind === 'Secret')) {
        throw new InputError(`The source "${id}" asks for Secrets`);
      }
      if (!RESOURCE.test(plural) || group.includes('*')) {
        throw new InputError(
          `The source "${id}" asks for "${plural}" in the API group "${group}": that is not the plural of one kind`,
        );
      }
      groups.set(group, (groups.get(group) ?? new Set()).add(plural));
    }
  }
  return [...groups.keys()].sort().map(group => ({
    apiGroups: [group],
    resources: [...(groups.get(group) ?? [])].sort(),
    verbs: [...READ_VERBS],
  }));
}
