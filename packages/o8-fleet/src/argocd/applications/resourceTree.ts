import type { ClusterStore } from '../../apiserver';
import { healthOf } from '../../gitops/compare/healthOf';
import type { KubeObject } from '../../types';
import type { ArgoCdContext } from '../ArgoCdContext';
import { partsOf, type ResourceStatus } from './applicationParts';
import { destinationStore } from './destinationStore';

interface OwnerReference {
  uid: string;
}

/** `GET …/resource-tree`: what an Application has made, and what came of it. */
export function resourceTree(
  context: ArgoCdContext,
  application: KubeObject,
): { nodes: object[] } {
  const resources = partsOf(application).status.resources ?? [];
  const store = destinationStore(context, application);
  if (!store) return { nodes: [] };
  const roots = resources.map(resource => ({
    resource,
    live: liveOf(store, resource),
  }));
  const namespaces = new Set(resources.flatMap(each => each.namespace || []));
  const children = childrenOf(store, namespaces);
  const nodes: object[] = [];
  const seen = new Set<string>();
  const add = (object: KubeObject, parent?: KubeObject, health?: object) => {
    const { uid } = object.metadata;
    if (seen.has(uid)) return;
    seen.add(uid);
    nodes.push(toNode(object, { parent, health }));
    for (const child of children.get(uid) ?? []) add(child, object);
  };
  for (const { resource, live } of roots) {
    if (live) add(live, undefined, resource.health);
    else nodes.push(toMissing(resource));
  }
  return { nodes };
}

function liveOf(
  store: ClusterStore,
  { group = '', kind, namespace, name }: ResourceStatus,
): KubeObject | undefined {
  return store.get({ group, kind }, namespace || undefined, name);
}

/** Everything in these namespaces that has an owner, by the owner. */
function childrenOf(
  store: ClusterStore,
  namespaces: ReadonlySet<string>,
): Map<string, KubeObject[]> {
  const children = new Map<string, KubeObject[]>();
  for (const definition of store.definitions()) {
    if (!definition.namespaced) continue;
    for (const namespace of namespaces) {
      for (const object of store.range(definition, { namespace })) {
        for (const { uid } of ownersOf(object)) {
          children.set(uid, [...(children.get(uid) ?? []), object]);
        }
      }
    }
  }
  return children;
}

function ownersOf({ metadata }: KubeObject): OwnerReference[] {
  const { ownerReferences } = metadata;
  return Array.isArray(ownerReferences) ? ownerReferences : [];
}

function toNode(
  object: KubeObject,
  { parent, health }: { parent?: KubeObject; health?: object },
): object {
  const { resourceVersion, creationTimestamp } = object.metadata;
  const images = imagesOf(object);
  const judged = health ?? healthOf(object);
  return {
    ...refOf(object),
    ...(parent && { parentRefs: [refOf(parent)] }),
    resourceVersion,
    ...(images.length > 0 && { images }),
    ...(judged && { health: judged }),
    createdAt: creationTimestamp,
  };
}

function refOf({ apiVersion, kind, metadata }: KubeObject): object {
  const [version, group = ''] = apiVersion.split('/').reverse();
  const { namespace, name, uid } = metadata;
  return {
    ...(group && { group }),
    version,
    kind,
    ...(namespace && { namespace }),
    name,
    uid,
  };
}

function toMissing(resource: ResourceStatus): object {
  const { group, version, kind, namespace, name } = resource;
  return {
    ...(group && { group }),
    version,
    kind,
    ...(namespace && { namespace }),
    name,
    health: { status: 'Missing' },
  };
}

/** Of Pods alone, as in the real tree. */
function imagesOf({ kind, spec }: KubeObject): string[] {
  if (kind !== 'Pod') return [];
  const { containers = [] } = spec as { containers?: { image: string }[] };
  return [...new Set(containers.map(({ image }) => image))];
}
