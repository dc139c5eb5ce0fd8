import type { ResourceDefinition } from '../../types';

const GROUP = 'authorization.k8s.io';

/** What one can ask of oneself; nothing of it is stored. */
export const REVIEW_DEFINITIONS: ResourceDefinition[] = [
  define('SelfSubjectAccessReview'),
  define('SelfSubjectRulesReview'),
];

/** Whether a kind is only ever asked for. */
export function isReview({ group }: { group: string }): boolean {
  return group === GROUP;
}

function define(kind: string): ResourceDefinition {
  const singular = kind.toLowerCase();
  return {
    group: GROUP,
    version: 'v1',
    kind,
    plural: `${singular}s`,
    singular,
    namespaced: false,
  };
}
