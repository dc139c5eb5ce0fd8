import type { ResourceDefinition } from '../../types';
import type { PolicyRule } from './PolicyRule';
import { READER_RULES } from './readerRules';

/** Somebody who may do what the rules allow, and nothing else. */
export interface User {
  name: string;
  readonly rules: PolicyRule[];
}

const READ = ['get', 'list', 'watch'];
const SECRETS = 'secrets';

/** Everything. */
export const ADMIN: User = {
  name: 'o8-admin',
  rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
};

/** The portal: exactly what `o8 rbac` prints, so that too small a role shows here first. */
export const READER: User = { name: 'o8-reader', rules: READER_RULES };

/**
 * Creates the user who looks at all kinds but Secrets, also at those that come later: the
 * tab of Backstage's Kubernetes plugin, and people. Roles only allow, so that "all but
 * one" has to name what is in the core group.
 */
export function createViewer(
  definitions: () => readonly ResourceDefinition[],
): User {
  return {
    name: 'o8-viewer',
    get rules() {
      return viewerRules(definitions());
    },
  };
}

function viewerRules(definitions: readonly ResourceDefinition[]): PolicyRule[] {
  const core = definitions
    .filter(({ group, plural }) => group === '' && plural !== SECRETS)
    .map(({ plural }) => plural);
  const groups = definitions.map(({ group }) => group).filter(Boolean);
  return [
    { apiGroups: [''], resources: [...core, 'pods/log'], verbs: READ },
    { apiGroups: [...new Set(groups)], resources: ['*'], verbs: READ },
  ];
}
