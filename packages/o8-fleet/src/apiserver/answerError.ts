import type { ErrorRequestHandler } from 'express';
import { StatusError } from './StatusError';

/** Everything that went wrong is a `Status`; what was not foreseen says so on stderr too. */
export const answerError: ErrorRequestHandler = (error, _req, res, _next) => {
  if (!(error instanceof StatusError)) {
    process.stderr.write(`o8-fleet: ${error.stack ?? error}\n`);
  }
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const refusal =
    error instanceof StatusError
      ? error
      : new StatusError({
          code: 500,
          reason: 'InternalError',
          message: `Internal error occurred: ${error.message}`,
        });
  const { retryAfterSeconds } = refusal.details ?? {};
  if (retryAfterSeconds !== undefined) {
    res.setHeader('Retry-After', String(retryAfterSeconds));
  }
  res.status(refusal.code).json(refusal.toStatus());
};
