import type {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { Request } from 'express';
import { requirePermission } from './requirePermission';

/** The services that every route asks first. */
export interface Authorization {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}

/**
 * Who asks; throws an `AuthenticationError` if nobody is signed in, and a
 * `NotAllowedError` unless the caller has the permission.
 */
export async function authorizeRequest(
  req: Request,
  permission: BasicPermission,
  { httpAuth, permissions }: Authorization,
): Promise<BackstageCredentials> {
  const credentials = await httpAuth.credentials(req, {
    allow: ['user', 'service'],
  });
  await requirePermission({ permissions, permission, credentials });
  return credentials;
}
