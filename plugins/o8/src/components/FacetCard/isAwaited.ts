import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_LANDING_ZONE,
  type ModuleDetail,
} from '@orchestr8/backstage-plugin-o8-common';

/**
 * Whether a module of a landing zone has no Application: it is new, waits, or was removed.
 * Then its platform side brings the labels, and there is nothing to correct by hand.
 */
export function isAwaited(entity: Entity, detail: ModuleDetail): boolean {
  return (
    entity.metadata.annotations?.[ANNOTATION_LANDING_ZONE] !== undefined &&
    detail.facets.sync.state.deployments.length === 0
  );
}
