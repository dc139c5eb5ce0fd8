import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  createConditionTransformer,
  type ConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  o8ModuleReadPermission,
  o8Permissions,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleQuery, VisibilityStore } from '../store';
import { o8ModuleResourceRef } from './moduleResource';
import { o8ModuleRules } from './moduleRules';

/**
 * Makes the permissions known, with the rules by which modules are told apart. Returns
 * what makes criteria of conditions; it also knows rules that others add to these.
 */
export function registerPermissions(options: {
  registry: PermissionsRegistryService;
  store: Pick<VisibilityStore, 'attributesOf'>;
}): ConditionTransformer<ModuleQuery> {
  const { registry, store } = options;
  registry.addPermissions(o8Permissions);
  registry.addResourceType({
    resourceRef: o8ModuleResourceRef,
    permissions: [o8ModuleReadPermission],
    rules: Object.values(o8ModuleRules),
    getResources: entityRefs => store.attributesOf(entityRefs),
  });
  return createConditionTransformer(
    registry.getPermissionRuleset(o8ModuleResourceRef),
  );
}
