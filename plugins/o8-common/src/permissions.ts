import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Allows to see the fleet as a whole: its clusters and how fresh what is known of
 * each of them is.
 *
 * @public
 */
export const o8FleetReadPermission = createPermission({
  name: 'o8.fleet.read',
  attributes: { action: 'read' },
});

/**
 * The type of the resources that {@link o8ModuleReadPermission} is about: modules, each
 * by its entity ref.
 *
 * @public
 */
export const RESOURCE_TYPE_O8_MODULE = 'o8-module';

/**
 * Allows to see modules among the entities that one may read in the catalog: all of
 * them, or those that a policy's conditions match.
 *
 * @public
 */
export const o8ModuleReadPermission = createPermission({
  name: 'o8.module.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_O8_MODULE,
});

/**
 * Allows to create modules, in the landing zones that one may use.
 *
 * @public
 */
export const o8ModuleCreatePermission = createPermission({
  name: 'o8.module.create',
  attributes: { action: 'create' },
});

/**
 * Allows to see landing zones and to create modules in them.
 *
 * @public
 */
export const o8LandingZoneUsePermission = createPermission({
  name: 'o8.landing-zone.use',
  attributes: { action: 'read' },
});

/**
 * Every permission of the o8 plugins.
 *
 * @public
 */
export const o8Permissions = [
  o8FleetReadPermission,
  o8ModuleReadPermission,
  o8ModuleCreatePermission,
  o8LandingZoneUsePermission,
];
