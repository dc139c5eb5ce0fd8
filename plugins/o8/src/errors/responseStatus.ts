/** Whether the backend answered 404, which it also does for what one may not see. */
export function isNotFound(error: Error): boolean {
  return hasStatus(error, 404);
}

/** Whether the backend answered 403. */
export function isNotAllowed(error: Error): boolean {
  return hasStatus(error, 403);
}

function hasStatus(error: Error, status: number): boolean {
  return 'statusCode' in error && error.statusCode === status;
}
