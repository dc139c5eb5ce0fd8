import type { ResourceDefinition } from '../../types';

/** A rule of a role, in the form of `rbac.authorization.k8s.io`. */
export interface PolicyRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** Somebody who may do what the rules allow, and nothing else. */
export interface User {
  name: string;
  rules: PolicyRule[];
}

const READ = ['get', 'list', 'watch'];
const SECRETS = 'secrets';

/** Everything. */
export const ADMIN: User = {
  name: 'o8-admin',
  rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
};

/**
 * Creates the user who reads all kinds but Secrets. Roles only allow, so that "all but
 * one" has to name what is in the core group.
 */
export function createReader(definitions: readonly ResourceDefinition[]): User {
  const core = definitions
    .filter(({ group, plural }) => group === '' && plural !== SECRETS)
    .map(({ plural }) => plural);
  const groups = definitions.map(({ group }) => group).filter(Boolean);
  return {
    name: 'o8-reader',
    rules: [
      { apiGroups: [''], resources: [...core, 'pods/log'], verbs: READ },
      { apiGroups: [...new Set(groups)], resources: ['*'], verbs: READ },
    ],
  };
}
