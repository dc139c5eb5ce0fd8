import { apiVersionOf } from '../store';
import { badRequest, invalid } from '../refusals';
import type { ApiRequest } from './ApiRequest';
import type { SentObject } from './readBody';

const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const MAX_NAME_LENGTH = 253;
// Names of these are paths of their own and may hold colons.
const PATH_NAMED_GROUP = 'rbac.authorization.k8s.io';

/** Refuses an object that does not fit to the path it was sent to. */
export function validateObject(
  request: ApiRequest,
  object: SentObject,
  name: string | undefined,
): asserts name is string {
  const { definition, info } = request;
  const { apiVersion, kind, metadata } = object;
  if (apiVersion !== apiVersionOf(definition) || kind !== definition.kind) {
    throw badRequest(
      `${kind} in version "${apiVersion}" cannot be handled as a ${
        definition.kind
      } in version "${apiVersionOf(definition)}"`,
    );
  }
  if (metadata.namespace && metadata.namespace !== info.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (definition.namespaced && !info.namespace) {
    throw badRequest('an empty namespace may not be set during creation');
  }
  if (info.name !== undefined && name !== info.name) {
    throw badRequest(
      `the name of the object (${
        name ?? ''
      }) does not match the name on the URL (${info.name})`,
    );
  }
  validateName(request, name);
}

function validateName(request: ApiRequest, name: string | undefined): void {
  const { kind, group } = request.definition;
  const named = { ...request.info, name: name ?? '' };
  const field = 'metadata.name';
  if (!name) {
    throw invalid(kind, named, { field, message: 'Required value' });
  }
  const isPathNamed = group === PATH_NAMED_GROUP && !/[/%]/.test(name);
  if (
    name.length > MAX_NAME_LENGTH ||
    (!isPathNamed && !SUBDOMAIN.test(name))
  ) {
    const message = `Invalid value: "${name}": must be a lowercase RFC 1123 subdomain`;
    throw invalid(kind, named, { field, message });
  }
}
