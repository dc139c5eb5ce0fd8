import type { KubeObject } from '../../types';
import type { ArgoCdContext } from '../ArgoCdContext';
import type { Parameters } from '../Parameters';
import { partsOf, type ResourceStatus } from './applicationParts';
import { destinationStore } from './destinationStore';

// Whatever the length of a value: only that there is one is told.
const MASK = '++++++++';

type Json = Record<string, unknown>;

interface Named {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** `GET …/managed-resources`: what is there beside what is wanted, as JSON in texts. */
export function managedResources(
  context: ArgoCdContext,
  application: KubeObject,
  parameters: Parameters,
): { items: object[] } {
  const targets = context.findFollowed(application)?.targets as
    | Named[]
    | undefined;
  const store = destinationStore(context, application);
  const resources = partsOf(application).status.resources ?? [];
  const items = resources
    .filter(each => isMatching(each, parameters))
    .map(resource => {
      const { group = '', kind, namespace = '', name } = resource;
      const found = store?.get({ group, kind }, namespace || undefined, name);
      const live = found && masked(found);
      const declared = targets?.find(each => isOf(each, resource));
      const target = targets
        ? declared && masked(declared)
        : live && seededTarget(live, resource, application);
      return {
        ...(group && { group }),
        kind,
        ...(namespace && { namespace }),
        name,
        targetState: JSON.stringify(target ?? null),
        liveState: JSON.stringify(live ?? null),
        normalizedLiveState: JSON.stringify(live ? withoutNoise(live) : null),
        predictedLiveState: JSON.stringify(
          target ? predicted(live, target) : null,
        ),
        ...(found && { resourceVersion: found.metadata.resourceVersion }),
        ...(resource.status === 'OutOfSync' && { modified: true }),
      };
    });
  return { items };
}

function isMatching(resource: ResourceStatus, parameters: Parameters): boolean {
  const matches = (parameter: string, value: string | undefined) => {
    const wanted = parameters.get(parameter);
    return wanted === undefined || wanted === (value ?? '');
  };
  return (
    matches('group', resource.group) &&
    matches('kind', resource.kind) &&
    matches('namespace', resource.namespace) &&
    matches('name', resource.name)
  );
}

function isOf(
  { apiVersion, kind, metadata }: Named,
  resource: ResourceStatus,
): boolean {
  const [, group = ''] = apiVersion.split('/').reverse();
  return (
    group === (resource.group ?? '') &&
    kind === resource.kind &&
    metadata.name === resource.name &&
    (metadata.namespace ?? '') === (resource.namespace ?? '')
  );
}

/**
 * What the repository of a module of the demo world would hold, if there were one: what
 * is there, and where the status says that it differs, a commit that is not applied yet.
 */
function seededTarget(
  live: Named,
  { status }: ResourceStatus,
  application: KubeObject,
): object {
  const { name, namespace, labels, annotations } =
    live.metadata as KubeObject['metadata'];
  const { revision } = partsOf(application).status.sync ?? {};
  const { status: _, ...declared } = live as KubeObject;
  const commit = { 'orchestr8.io/revision': revision ?? '' };
  const wanted =
    status === 'OutOfSync' ? { ...annotations, ...commit } : annotations;
  return {
    ...declared,
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(labels && { labels }),
      ...(wanted && { annotations: wanted }),
    },
  };
}

function predicted(live: Named | undefined, target: object): object {
  return live ? (mergeOver(withoutNoise(live), target) as object) : target;
}

function mergeOver(below: unknown, above: unknown): unknown {
  if (!isObject(below) || !isObject(above)) return above;
  const result: Json = { ...below };
  for (const [field, value] of Object.entries(above)) {
    result[field] = mergeOver(below[field], value);
  }
  return result;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutNoise(object: Named): object {
  const { managedFields: _, ...metadata } = object.metadata as Json;
  return { ...object, metadata };
}

/** No value of a Secret leaves, and neither do the copies in annotations. */
function masked(object: Named): Named {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return object;
  const result: Json = { ...(object as object) };
  for (const field of ['data', 'stringData']) {
    const values = result[field];
    if (isObject(values)) {
      result[field] = Object.fromEntries(
        Object.keys(values).map(key => [key, MASK]),
      );
    }
  }
  const { annotations, ...metadata } = object.metadata as Json;
  const kept = Object.entries(isObject(annotations) ? annotations : {}).map(
    ([key, value]) =>
      key === 'kubectl.kubernetes.io/last-applied-configuration'
        ? [key, MASK]
        : [key, value],
  );
  result.metadata = {
    ...metadata,
    ...(annotations !== undefined && { annotations: Object.fromEntries(kept) }),
  };
  return result as unknown as Named;
}
