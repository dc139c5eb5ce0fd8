import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createO8ModuleConditionalDecision,
  o8ModuleConditions,
} from '@orchestr8/backstage-plugin-o8-backend';
import {
  o8FleetReadPermission,
  o8ModuleReadPermission,
} from '@orchestr8/backstage-plugin-o8-common';

const PLATFORM = 'group:default/platform';
const AUDITORS = 'group:default/auditors';

/** What everybody may see in the catalog: who works here, and how it is ordered. */
const OPEN_KINDS = ['Domain', 'Group', 'System', 'Template', 'User'];

const ALLOW = { result: AuthorizeResult.ALLOW } as const;
const DENY = { result: AuthorizeResult.DENY } as const;

/**
 * Teams see what they own. The platform team sees everything, and the fleet. Auditors see
 * the same, and change nothing.
 */
export class TeamPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;

  constructor(options: { userInfo: UserInfoService }) {
    this.#userInfo = options.userInfo;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    // Services never come here: the restrictions of their tokens decide.
    if (!user) {
      return DENY;
    }
    const { ownershipEntityRefs: claims } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    if (claims.includes(PLATFORM)) {
      return ALLOW;
    }
    if (claims.includes(AUDITORS)) {
      return permission.attributes.action === 'read' ? ALLOW : DENY;
    }
    if (isPermission(permission, o8FleetReadPermission)) {
      return DENY;
    }
    if (isPermission(permission, o8ModuleReadPermission)) {
      return createO8ModuleConditionalDecision(
        permission,
        o8ModuleConditions.isModuleOwner({ claims }),
      );
    }
    if (isPermission(permission, catalogEntityReadPermission)) {
      return createCatalogConditionalDecision(permission, {
        anyOf: [
          catalogConditions.isEntityOwner({ claims }),
          catalogConditions.isEntityKind({ kinds: OPEN_KINDS }),
        ],
      });
    }
    // Everything else is as without a policy: here is the place for yours.
    return ALLOW;
  }
}
