import {
  coreServices,
  createBackendModule,
  type AuthService,
} from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  createO8ModuleConditionalDecision,
  o8ModuleConditions,
} from '../../src/permissions';

/** Who owns the half of the modules that the owners see. */
const HALF = 'group:default/half';
const OWNERS = 'user:default/owner-';

/** Readers may see everything, owners what belongs to them: half of the modules. */
class BenchPolicy implements PermissionPolicy {
  readonly #auth: AuthService;

  constructor(options: { auth: AuthService }) {
    this.#auth = options.auth;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!this.#isOwner(user)) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (isPermission(permission, catalogEntityReadPermission)) {
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({ claims: [HALF] }),
      );
    }
    if (isResourcePermission(permission, 'o8-module')) {
      return createO8ModuleConditionalDecision(
        permission,
        o8ModuleConditions.isModuleOwner({ claims: [HALF] }),
      );
    }
    return { result: AuthorizeResult.ALLOW };
  }

  #isOwner(user: PolicyQueryUser | undefined): boolean {
    return (
      user !== undefined &&
      this.#auth.isPrincipal(user.credentials, 'user') &&
      user.credentials.principal.userEntityRef.startsWith(OWNERS)
    );
  }
}

/** The policy of the bench. */
export const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'bench-policy',
  register(env) {
    env.registerInit({
      deps: { auth: coreServices.auth, policy: policyExtensionPoint },
      async init({ auth, policy }) {
        policy.setPolicy(new BenchPolicy({ auth }));
      },
    });
  },
});
