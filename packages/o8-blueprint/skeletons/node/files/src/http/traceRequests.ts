// o8:file tracing+!job
import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
} from "@opentelemetry/api";
import type { FastifyInstance, FastifyRequest } from "fastify";

const tracer = trace.getTracer("o8-module");
const contexts = new WeakMap<FastifyRequest, Context>();

/** Makes a span of each request to the routes of a scope. */
export function traceRequests(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url;
    const parent = propagation.extract(context.active(), request.headers);
    const span = tracer.startSpan(
      route ? `${method} ${route}` : method,
      {
        kind: SpanKind.SERVER,
        attributes: {
          "http.request.method": method,
          "url.path": new URL(request.url, "http://localhost").pathname,
          ...(route && { "http.route": route }),
        },
      },
      parent,
    );
    contexts.set(request, trace.setSpan(parent, span));
    reply.raw.once("close", () => {
      span.setAttribute("http.response.status_code", reply.statusCode);
      if (reply.statusCode >= 500 || !reply.raw.writableEnded) {
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    });
  });
  // Not earlier: bodies are read by events of the socket, which know no context.
  app.addHook("preHandler", (request, _reply, done) => {
    context.with(contexts.get(request) ?? context.active(), done);
  });
}
