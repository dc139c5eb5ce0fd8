import { badRequest } from './refusals';
import type { RequestInfo, ResourceVerb } from './RequestInfo';

const TRUE = new Set(['true', '1']);

/** Reads what a request wants; `path` is the part below the cluster's own path. */
export function parseRequestInfo(request: {
  method: string;
  path: string;
  watch?: unknown;
}): RequestInfo {
  const { method, path } = request;
  const segments = split(path);
  const isCore = segments[0] === 'api';
  const below = segments.slice(isCore ? 2 : 3);
  if ((!isCore && segments[0] !== 'apis') || below.length === 0) {
    return { isResource: false, path, verb: method.toLowerCase() };
  }
  const target = readTarget(below);
  return {
    isResource: true,
    verb: verbOf(method, target.name !== undefined, request.watch),
    group: isCore ? '' : segments[1],
    version: isCore ? segments[1] : segments[2],
    ...target,
  };
}

function split(path: string): string[] {
  try {
    return path
      .split('/')
      .filter(segment => segment !== '')
      .map(decodeURIComponent);
  } catch {
    throw badRequest('the path is not encoded well');
  }
}

function readTarget(segments: string[]) {
  // "namespaces/x" is the object; "namespaces/x/pods" is what lies in it.
  if (segments[0] === 'namespaces' && segments.length > 2) {
    const isOfNamespace = ['status', 'finalize'].includes(segments[2]);
    if (!isOfNamespace) {
      const [, namespace, plural, name, ...rest] = segments;
      return { namespace, plural, name, subresource: subresourceOf(rest) };
    }
  }
  const [plural, name, ...rest] = segments;
  return { plural, name, subresource: subresourceOf(rest) };
}

function subresourceOf(rest: string[]): string | undefined {
  return rest.length > 0 ? rest.join('/') : undefined;
}

function verbOf(
  method: string,
  hasName: boolean,
  watch: unknown,
): ResourceVerb {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return hasName ? 'delete' : 'deletecollection';
    default:
      if (hasName) {
        return 'get';
      }
      return TRUE.has(String(watch)) ? 'watch' : 'list';
  }
}
