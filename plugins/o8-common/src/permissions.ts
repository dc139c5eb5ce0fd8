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
 * Allows to see the modules among the entities that one may read in the catalog.
 *
 * @public
 */
export const o8ModuleReadPermission = createPermission({
  name: 'o8.module.read',
  attributes: { action: 'read' },
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
