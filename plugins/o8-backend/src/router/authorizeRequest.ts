import type {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
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

/** Whether the caller has a permission, where lacking it only makes an answer shorter. */
export async function isAllowed(
  credentials: BackstageCredentials,
  permission: BasicPermission,
  { permissions }: Pick<Authorization, 'permissions'>,
): Promise<boolean> {
  const [{ result }] = await permissions.authorize([{ permission }], {
    credentials,
  });
  return result === AuthorizeResult.ALLOW;
}
