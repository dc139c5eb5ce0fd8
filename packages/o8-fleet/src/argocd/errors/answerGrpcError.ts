import { InputError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';
import { StatusError } from '../../apiserver/StatusError';
import { GrpcError, type GrpcCode } from './GrpcError';

const CODES_OF_FAULTS: Record<number, GrpcCode> = {
  401: 'unauthenticated',
  403: 'permissionDenied',
  404: 'notFound',
  429: 'resourceExhausted',
};

/** Everything that went wrong in the form of the gateway; what was not foreseen says so on stderr too. */
export const answerGrpcError: ErrorRequestHandler = (
  error,
  _req,
  res,
  _next,
) => {
  const foreseen = toGrpcError(error);
  if (!foreseen) {
    process.stderr.write(`o8-fleet: ${error.stack ?? error}\n`);
  }
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const { retryAfterSeconds } =
    error instanceof StatusError ? error.details ?? {} : {};
  if (retryAfterSeconds !== undefined) {
    res.setHeader('Retry-After', String(retryAfterSeconds));
  }
  const refusal = foreseen ?? new GrpcError('unknown', `${error.message}`);
  res.status(refusal.httpStatus).json(refusal.toBody());
};

function toGrpcError(error: unknown): GrpcError | undefined {
  if (error instanceof StatusError) {
    // A fault: its status is what was asked for.
    const code = CODES_OF_FAULTS[error.code] ?? 'unknown';
    return new GrpcError(code, error.message, error.code);
  }
  // Of a path that cannot be decoded, too.
  if (error instanceof InputError || error instanceof URIError) {
    return new GrpcError('invalidArgument', error.message);
  }
  return error instanceof GrpcError ? error : undefined;
}
