import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  o8LandingZoneUsePermission,
  o8ModuleCreatePermission,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import type { LandingZonesService } from '@orchestr8/backstage-plugin-o8-node';

const NEEDED = [
  { permission: o8LandingZoneUsePermission, to: 'use landing zones' },
  { permission: o8ModuleCreatePermission, to: 'create modules' },
];

/** Who asks for which landing zone. */
export interface RequireZoneOptions {
  name: string;
  /** Of the initiator of the task: the portal's own would allow everything. */
  credentials: BackstageCredentials;
  permissions: PermissionsService;
  zones: LandingZonesService;
}

/**
 * The landing zone of that name, for those who may create modules in it. Permissions come
 * first: the names of landing zones are for those who may use them.
 */
export async function requireZone(
  options: RequireZoneOptions,
): Promise<LandingZone> {
  const { name, credentials, permissions, zones } = options;
  const requests = NEEDED.map(({ permission }) => ({ permission }));
  const decisions = await permissions.authorize(requests, { credentials });
  NEEDED.forEach(({ permission, to }, index) => {
    if (decisions[index]?.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not ${to}: ask those who run the portal for the permission "${permission.name}"`,
      );
    }
  });
  return zones.get(name);
}
