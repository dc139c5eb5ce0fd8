import type { KubeObject } from '../../types';
import { conflict } from '../refusals';
import type { Status } from '../Status';
import type { ApiRequest } from './ApiRequest';
import { requireObject } from './getObject';
import { isDryRun } from './isDryRun';
import { readDeleteOptions, type DeleteOptions } from './readBody';
import { toTimestamp } from './toTimestamp';

/** `DELETE …/<plural>/<name>`. */
export function deleteObject(request: ApiRequest): void {
  const { context, definition, info, res } = request;
  const options = readDeleteOptions(request);
  const object = requireObject(request);
  assertPreconditions(request, object, options);
  const { name, namespace } = object.metadata;
  const isTrial = isDryRun(request) || options.dryRun?.includes('All');
  if (hasFinalizers(object)) {
    const marked = markDeleted(object, context.now());
    res.json(isTrial ? marked : context.store.put(marked));
    return;
  }
  if (!isTrial) {
    if (definition.group === '' && definition.kind === 'Namespace') {
      deleteContent(request, name);
    }
    context.store.delete(definition, namespace, name);
  }
  const status: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(info.group ? { group: info.group } : {}),
      kind: info.plural,
      uid: object.metadata.uid,
    },
  };
  res.json(status);
}

function assertPreconditions(
  { info }: ApiRequest,
  object: KubeObject,
  { preconditions = {} }: DeleteOptions,
): void {
  const { name, uid, resourceVersion } = object.metadata;
  if (preconditions.uid && preconditions.uid !== uid) {
    throw conflict({ ...info, name }, 'the UID in the precondition is another');
  }
  if (
    preconditions.resourceVersion &&
    preconditions.resourceVersion !== resourceVersion
  ) {
    throw conflict(
      { ...info, name },
      'the ResourceVersion in the precondition is another',
    );
  }
}

function hasFinalizers({ metadata }: KubeObject): boolean {
  const { finalizers } = metadata;
  return Array.isArray(finalizers) && finalizers.length > 0;
}

/** Stays until whoever holds it takes its finalizer away. */
function markDeleted(object: KubeObject, now: Date): KubeObject {
  const { metadata } = object;
  const deletionTimestamp = metadata.deletionTimestamp ?? toTimestamp(now);
  return { ...object, metadata: { ...metadata, deletionTimestamp } };
}

function deleteContent({ context }: ApiRequest, namespace: string): void {
  const { store } = context;
  for (const definition of store.definitions()) {
    if (definition.namespaced) {
      for (const { metadata } of store.range(definition, { namespace })) {
        store.delete(definition, namespace, metadata.name);
      }
    }
  }
}
