// o8:file !job
import type { FastifyPluginAsync, RouteHandlerMethod } from "fastify";
import type { Lifecycle } from "../lifecycle.ts";
import { PATHS } from "../settings.ts";

/** Where Kubernetes asks how this process does. */
export function probeRoutes(lifecycle: Lifecycle): FastifyPluginAsync {
  const answerAlive: RouteHandlerMethod = async () => ({ status: "alive" });
  // Later outages are answered request by request: if all replicas were unready
  // at once, callers would learn nothing of the reason.
  const answerReady: RouteHandlerMethod = async (_request, reply) =>
    lifecycle.isReady && !lifecycle.isDraining
      ? { status: "ready" }
      : reply.code(503).send({ error: "Not ready" });
  // Paths may be the same: the later entry wins.
  const probes = new Map([
    [PATHS.startup, answerAlive],
    [PATHS.liveness, answerAlive],
    [PATHS.readiness, answerReady],
  ]);
  return async (app) => {
    probes.forEach((handler, path) => app.get(path, handler));
  };
}
