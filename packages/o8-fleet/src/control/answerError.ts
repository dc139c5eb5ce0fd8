import { serializeError, toError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';

const CODES: Record<string, number> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
};

/** Says what went wrong as the backends of Backstage do; a mistake of ours on stderr too. */
export const answerError: ErrorRequestHandler = (thrown, req, res, _next) => {
  const error = toError(thrown);
  const { name, message } = serializeError(error);
  const code = CODES[error.name] ?? 500;
  if (code === 500) {
    const place = (error.stack ?? `${error}`).replace(/\s+/g, ' ');
    process.stderr.write(
      `o8-fleet: control: ${req.method} ${req.path}: ${place}\n`,
    );
  }
  res.status(code).json({ error: { name, message } });
};
