/** What the backend said: a ResponseError itself says only its status. */
export function findErrorMessage(error: Error): string {
  return error.name === 'ResponseError' && error.cause instanceof Error
    ? error.cause.message
    : error.message;
}
