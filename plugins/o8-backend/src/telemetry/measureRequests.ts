import type { RequestHandler } from 'express';
import type { Telemetry } from './createTelemetry';

/** What a request is told as that no route takes: paths are anybody's choice. */
const NO_ROUTE = 'none';
/** As web servers log that the client went away before its answer. */
const CLIENT_GONE = 499;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Measures requests by the template of their route, never by what they ask for. */
export function measureRequests(
  telemetry: Pick<Telemetry, 'requestAnswered'>,
): RequestHandler {
  return (req, res, next) => {
    const begunMs = performance.now();
    res.once('close', () => {
      const template: unknown = req.route?.path;
      telemetry.requestAnswered({
        method: METHODS.has(req.method) ? req.method : '_OTHER',
        route: typeof template === 'string' ? template : NO_ROUTE,
        status: res.writableFinished ? res.statusCode : CLIENT_GONE,
        durationMs: performance.now() - begunMs,
      });
    });
    next();
  };
}
