import { GrpcError } from './GrpcError';

/** 401: nobody has said who they are. */
export function noSession(): GrpcError {
  return new GrpcError('unauthenticated', 'no session information');
}

/** 401: the token is not, or no longer, a good one. */
export function invalidSession(reason: string): GrpcError {
  return new GrpcError('unauthenticated', `invalid session: ${reason}`);
}

/** 401: the one refusal of logins, so that nobody learns which half was wrong, or that it is locked. */
export function invalidLogin(): GrpcError {
  return new GrpcError('unauthenticated', 'Invalid username or password');
}

/** 403 that says nothing of whether there is something. */
export function permissionDenied(): GrpcError {
  return new GrpcError('permissionDenied', 'permission denied');
}

/** 404, for those who may know that there is nothing. */
export function notFound(resource: string, name: string): GrpcError {
  return new GrpcError(
    'notFound',
    `${resource}.argoproj.io "${name}" not found`,
  );
}

/** 400: what was asked for makes no sense. */
export function invalidArgument(message: string): GrpcError {
  return new GrpcError('invalidArgument', message);
}

/** 400: not as things are now. */
export function failedPrecondition(message: string): GrpcError {
  return new GrpcError('failedPrecondition', message);
}
