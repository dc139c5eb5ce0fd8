import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_O8_MODULE } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleAttributes, ModuleQuery } from '../store';

/**
 * Modules, as permissions see them.
 *
 * @public
 */
export const o8ModuleResourceRef = createPermissionResourceRef<
  ModuleAttributes,
  ModuleQuery
>().with({ pluginId: 'o8', resourceType: RESOURCE_TYPE_O8_MODULE });
