import { randomBytes, randomUUID } from 'node:crypto';
import type { KubeObject } from '../../types';
import { alreadyExists, badRequest, notFound } from '../refusals';
import { admitObject } from './admitObject';
import type { ApiRequest } from './ApiRequest';
import { isDryRun } from './isDryRun';
import { readObject, type SentObject } from './readBody';
import { toTimestamp } from './toTimestamp';
import { validateObject } from './validateObject';

const NAMESPACE = { group: '', kind: 'Namespace' };
const SUFFIX_BYTES = 3;

/** `POST …/<plural>`. */
export function createObject(request: ApiRequest): void {
  const { context, info, res } = request;
  const sent = readObject(request);
  const name = nameOf(sent);
  validateObject(request, sent, name);
  if (sent.metadata.resourceVersion) {
    throw badRequest(
      'resourceVersion should not be set on objects to be created',
    );
  }
  assertNamespace(request);
  if (context.store.get(request.definition, info.namespace, name)) {
    throw alreadyExists({ ...info, name });
  }
  const object = admitObject(request, toNewObject(request, sent, name));
  res.status(201).json(isDryRun(request) ? object : context.store.put(object));
}

function nameOf({ metadata }: SentObject): string | undefined {
  const { name, generateName } = metadata;
  return name || !generateName
    ? name
    : generateName + randomBytes(SUFFIX_BYTES).toString('hex');
}

function toNewObject(
  request: ApiRequest,
  sent: SentObject,
  name: string,
): KubeObject {
  const { namespace } = request.info;
  const { deletionTimestamp, generation, ...metadata } = sent.metadata;
  return {
    ...sent,
    metadata: {
      ...metadata,
      name,
      ...(namespace ? { namespace } : {}),
      uid: randomUUID(),
      creationTimestamp: toTimestamp(request.context.now()),
    },
  };
}

/** Nothing can be created in a namespace that is not there. */
function assertNamespace({ context, info }: ApiRequest): void {
  const name = info.namespace;
  const { store } = context;
  const servesNamespaces = store
    .definitions()
    .some(({ group, kind }) => group === '' && kind === NAMESPACE.kind);
  if (name && servesNamespaces && !store.get(NAMESPACE, undefined, name)) {
    throw notFound({ group: '', plural: 'namespaces', name });
  }
}
