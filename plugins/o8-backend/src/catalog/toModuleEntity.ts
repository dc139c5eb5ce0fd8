import {
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_MODULE,
  ANNOTATION_RPO,
  ANNOTATION_TIER,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseDurationMs } from '../config';
import type { ModuleEntity } from '../store';

/** The fields of an entity that are needed for this. */
export const MODULE_ENTITY_FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'metadata.description',
  'metadata.annotations',
  'relations',
];

/** What is kept of an entity; undefined if it is no module. */
export function toModuleEntity(entity: Entity): ModuleEntity | undefined {
  const { name, title, description, annotations = {} } = entity.metadata;
  const module = annotations[ANNOTATION_MODULE];
  if (!module) {
    return undefined;
  }
  const rpo = annotations[ANNOTATION_RPO];
  return {
    entityRef: stringifyEntityRef(entity),
    module,
    title: title ?? name,
    description: description ?? null,
    owner: findTarget(entity, RELATION_OWNED_BY),
    system: findTarget(entity, RELATION_PART_OF, 'system:'),
    tier: annotations[ANNOTATION_TIER] ?? null,
    rpoMs: rpo === undefined ? null : parseDurationMs(rpo) ?? 'invalid',
  };
}

function findTarget(entity: Entity, type: string, prefix = ''): string | null {
  const relation = entity.relations?.find(
    candidate =>
      candidate.type === type && candidate.targetRef.startsWith(prefix),
  );
  return relation?.targetRef ?? null;
}
