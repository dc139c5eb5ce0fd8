import type { Entity } from '@backstage/catalog-model';
import { MODULE_ANNOTATIONS } from '@orchestr8/backstage-plugin-o8-common';

/**
 * Whether an entity is a module: it has the annotation `orchestr8.io/module`, or one of
 * those by which the plugins of Argo CD and Kubernetes find what belongs to it. For
 * `EntitySwitch` in legacy apps.
 *
 * @public
 */
export function isModule(entity: Entity): boolean {
  const { annotations = {} } = entity.metadata;
  return MODULE_ANNOTATIONS.some(
    annotation => annotations[annotation] !== undefined,
  );
}
