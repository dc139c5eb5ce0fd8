import type { KubeObject } from '../../types';
import { conflict } from '../refusals';
import { admitObject } from './admitObject';
import type { ApiRequest } from './ApiRequest';
import { requireObject } from './getObject';
import { isDryRun } from './isDryRun';
import { readObject, type SentObject } from './readBody';
import { validateObject } from './validateObject';

/** `PUT …/<plural>/<name>`. */
export function replaceObject(request: ApiRequest): void {
  const sent = readObject(request);
  const previous = requireObject(request);
  request.res.json(saveChange(request, sent, previous));
}

/** Saves what a client made of an object, unless somebody else was faster. */
export function saveChange(
  request: ApiRequest,
  sent: SentObject,
  previous: KubeObject,
): KubeObject {
  const { context, definition, info } = request;
  const { name, namespace } = previous.metadata;
  validateObject(request, sent, sent.metadata.name);
  const { resourceVersion, uid, finalizers } = sent.metadata;
  if (
    resourceVersion &&
    resourceVersion !== previous.metadata.resourceVersion
  ) {
    throw conflict({ ...info, name });
  }
  if (uid && uid !== previous.metadata.uid) {
    throw conflict(
      { ...info, name },
      `the UID in the request (${uid}) is not that of the object`,
    );
  }
  const metadata = { ...sent.metadata, ...lastingMeta(previous) };
  const object = admitObject(request, { ...sent, metadata }, previous);
  if (isDryRun(request)) {
    return object;
  }
  // The last finalizer of an object that is to be deleted has held it.
  if (previous.metadata.deletionTimestamp && !finalizers?.length) {
    context.store.delete(definition, namespace, name);
    return object;
  }
  return context.store.put(object);
}

/** What a client cannot change. */
function lastingMeta({ metadata }: KubeObject) {
  const { name, namespace, uid, creationTimestamp, generation } = metadata;
  const { deletionTimestamp, resourceVersion } = metadata;
  return {
    name,
    ...(namespace ? { namespace } : {}),
    uid,
    resourceVersion,
    creationTimestamp,
    ...(generation === undefined ? {} : { generation }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
  };
}
