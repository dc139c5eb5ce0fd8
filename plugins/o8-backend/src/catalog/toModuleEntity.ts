import {
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_LANDING_ZONE,
  ANNOTATION_MODULE,
  ANNOTATION_RPO,
  ANNOTATION_TIER,
  MODULE_ANNOTATIONS,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseClaims } from '../bindings';
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

/** What becomes of annotations that claim something. */
export interface ClaimOptions {
  /** Whether they count at all. */
  trustAnnotations: boolean;
  /** The configured cluster of that name or alias; null if there is none. */
  resolveCluster: (address: string) => string | null;
}

// What a label can be: any other name is on no cluster, and one with a colon would be
// what an entity without a name is called.
const MODULE_NAME = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

/** What is kept of an entity; undefined if it is no module. */
export function toModuleEntity(
  entity: Entity,
  options: ClaimOptions,
): ModuleEntity | undefined {
  const { name, title, description, annotations = {} } = entity.metadata;
  const module = annotations[ANNOTATION_MODULE];
  const isModule = options.trustAnnotations
    ? MODULE_ANNOTATIONS.some(annotation => annotations[annotation])
    : Boolean(module);
  if (!isModule) {
    return undefined;
  }
  const entityRef = stringifyEntityRef(entity);
  const isNamed = module !== undefined && MODULE_NAME.test(module);
  const { claims, problems } = options.trustAnnotations
    ? parseClaims(annotations, options.resolveCluster)
    : { claims: [], problems: [] };
  const rpo = annotations[ANNOTATION_RPO];
  const owners = listTargets(entity, RELATION_OWNED_BY);
  const systems = listTargets(entity, RELATION_PART_OF, 'system:');
  return {
    entityRef,
    module: isNamed ? module : entityRef,
    title: title ?? name,
    description: description ?? null,
    owner: owners[0] ?? null,
    owners,
    system: systems[0] ?? null,
    landingZone: annotations[ANNOTATION_LANDING_ZONE] ?? null,
    tier: annotations[ANNOTATION_TIER] ?? null,
    rpoMs: rpo === undefined ? null : parseDurationMs(rpo) ?? 'invalid',
    claims,
    claimProblems: [
      ...(module && !isNamed
        ? [{ annotation: ANNOTATION_MODULE, code: 'name' as const }]
        : []),
      ...problems,
    ],
  };
}

function listTargets(entity: Entity, type: string, prefix = ''): string[] {
  return (entity.relations ?? [])
    .filter(
      relation =>
        relation.type === type && relation.targetRef.startsWith(prefix),
    )
    .map(({ targetRef }) => targetRef);
}
