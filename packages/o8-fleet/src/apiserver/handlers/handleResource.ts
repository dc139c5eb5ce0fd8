import { methodNotAllowed, unknownPath } from '../refusals';
import type { ResourceVerb } from '../RequestInfo';
import type { ApiRequest } from './ApiRequest';
import { createObject } from './createObject';
import { deleteObject } from './deleteObject';
import { getObject } from './getObject';
import { listObjects } from './listObjects';
import { patchObject } from './patchObject';
import { readLog } from './readLog';
import { replaceObject } from './replaceObject';
import { watchObjects } from './watchObjects';

type Handler = (request: ApiRequest) => void | Promise<void>;

const HANDLERS: Record<ResourceVerb, Handler> = {
  get: getObject,
  list: listObjects,
  watch: watchObjects,
  create: createObject,
  update: replaceObject,
  patch: patchObject,
  delete: deleteObject,
  deletecollection: () => {
    throw methodNotAllowed();
  },
};

/** Answers a request for objects. */
export async function handleResource(request: ApiRequest): Promise<void> {
  const { info, definition } = request;
  // Neither does a cluster-scoped kind lie in a namespace, nor is there one thing without.
  const needsNamespace = info.name !== undefined && definition.namespaced;
  if (
    (info.namespace !== undefined && !definition.namespaced) ||
    (needsNamespace && info.namespace === undefined)
  ) {
    throw unknownPath();
  }
  if (info.subresource !== undefined) {
    await handleSubresource(request);
    return;
  }
  const isCreate = info.verb === 'create';
  const isOfOne = ['update', 'patch'].includes(info.verb);
  if ((isCreate && info.name) || (isOfOne && !info.name)) {
    throw methodNotAllowed();
  }
  await HANDLERS[info.verb](request);
}

async function handleSubresource(request: ApiRequest): Promise<void> {
  const { info, definition } = request;
  const isLog =
    definition.group === '' &&
    definition.kind === 'Pod' &&
    info.subresource === 'log';
  if (!isLog) {
    throw unknownPath();
  }
  if (info.verb !== 'get') {
    throw methodNotAllowed();
  }
  readLog(request);
}
