import type { Entity } from '@backstage/catalog-model';
import { ANNOTATION_MODULE } from '@orchestr8/backstage-plugin-o8-common';

/** The entities that have cards of ours, as a filter that operators can override. */
export const MODULE_FILTER = {
  [`metadata.annotations.${ANNOTATION_MODULE}`]: { $exists: true },
};

/**
 * Whether an entity is a module, which is whether it has the annotation
 * `orchestr8.io/module`. For `EntitySwitch` in legacy apps.
 *
 * @public
 */
export function isModule(entity: Entity): boolean {
  return entity.metadata.annotations?.[ANNOTATION_MODULE] !== undefined;
}
