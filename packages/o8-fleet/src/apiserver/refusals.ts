import { StatusError } from './StatusError';

/** Names a resource as messages do: `applications.argoproj.io`. */
function qualified(resource: { group: string; plural: string }): string {
  return resource.group
    ? `${resource.plural}.${resource.group}`
    : resource.plural;
}

interface Named {
  group: string;
  plural: string;
  name: string;
}

function detailsOf({ group, plural, name }: Named) {
  return { name, ...(group ? { group } : {}), kind: plural };
}

/** 400: the request cannot be understood. */
export function badRequest(message: string): StatusError {
  return new StatusError({ code: 400, reason: 'BadRequest', message });
}

/** 401: nobody known. */
export function unauthorized(): StatusError {
  return new StatusError({
    code: 401,
    reason: 'Unauthorized',
    message: 'Unauthorized',
  });
}

/** 404 for a path that leads nowhere, such as a kind that is not installed. */
export function unknownPath(): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    details: {},
  });
}

/** 404 for an object. */
export function notFound(named: Named): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: `${qualified(named)} "${named.name}" not found`,
    details: detailsOf(named),
  });
}

/** 405. */
export function methodNotAllowed(): StatusError {
  return new StatusError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
    details: {},
  });
}

/** 406: none of the forms that were asked for. */
export function notAcceptable(): StatusError {
  return new StatusError({
    code: 406,
    reason: 'NotAcceptable',
    message:
      'only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io, application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
  });
}

/** 409 for a create. */
export function alreadyExists(named: Named): StatusError {
  return new StatusError({
    code: 409,
    reason: 'AlreadyExists',
    message: `${qualified(named)} "${named.name}" already exists`,
    details: detailsOf(named),
  });
}

/** 409 for a change that was made from an older state. */
export function conflict(
  named: Named,
  why: string = 'the object has been modified; please apply your changes to the latest version and try again',
): StatusError {
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${qualified(named)} "${
      named.name
    }": ${why}`,
    details: detailsOf(named),
  });
}

/** 410: what was asked for lies before what is still known. */
export function expired(message: string): StatusError {
  return new StatusError({ code: 410, reason: 'Expired', message });
}

/** 413. */
export function tooLargeBody(limit: string): StatusError {
  return new StatusError({
    code: 413,
    reason: 'RequestEntityTooLarge',
    message: `Request entity too large: limit is ${limit}`,
  });
}

/** 415. */
export function unsupportedMediaType(accepted: string): StatusError {
  return new StatusError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted}`,
  });
}

/** 422: understood, and wrong. */
export function invalid(
  kind: string,
  named: Named,
  cause: { field: string; message: string },
): StatusError {
  const subject = named.group ? `${kind}.${named.group}` : kind;
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: `${subject} "${named.name}" is invalid: ${cause.field}: ${cause.message}`,
    details: {
      ...detailsOf(named),
      kind,
      causes: [{ reason: 'FieldValueInvalid', ...cause }],
    },
  });
}

/** 503: what stands behind a part of the API does not answer. */
export function unavailable(): StatusError {
  return new StatusError({
    code: 503,
    reason: 'ServiceUnavailable',
    message: 'the server is currently unable to handle the request',
  });
}

/** 504: the client has seen a later state than this server. */
export function tooLargeResourceVersion(
  asked: number,
  current: number,
): StatusError {
  return new StatusError({
    code: 504,
    reason: 'Timeout',
    message: `Too large resource version: ${asked}, current: ${current}`,
    details: {
      retryAfterSeconds: 1,
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
    },
  });
}
