import { serializeError, toError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';

const CODES: Record<string, number> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
};

/** Says what went wrong as the backends of Backstage do. */
export const answerError: ErrorRequestHandler = (thrown, _req, res, _next) => {
  const error = toError(thrown);
  const { name, message } = serializeError(error);
  res.status(CODES[error.name] ?? 500).json({ error: { name, message } });
};
