// o8:file !job
import type { FastifyInstance } from "fastify";
import { requestDuration } from "../metrics.ts";

// Callers may send any other, and each would be a time series.
const KNOWN_METHODS = new Set([
  "CONNECT",
  "DELETE",
  "GET",
  "HEAD",
  "OPTIONS",
  "PATCH",
  "POST",
  "PUT",
  "TRACE",
]);

// What proxies say of a caller that did not wait for the answer.
const CALLER_LEFT = 499;

/** Measures how long the routes of a scope take. */
export function measureRequests(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    // Unlike "onResponse", this also comes when the caller has left.
    reply.raw.once("close", () => {
      requestDuration.observe(
        {
          http_request_method: KNOWN_METHODS.has(request.method)
            ? request.method
            : "_OTHER",
          http_route: request.routeOptions.url ?? "",
          http_response_status_code: reply.raw.writableEnded
            ? reply.statusCode
            : CALLER_LEFT,
        },
        reply.elapsedTime / 1_000,
      );
    });
  });
}
