// o8:file !job
import type { FastifyPluginAsync } from "fastify";
import { register } from "prom-client";
import { PATHS } from "../settings.ts";

/** What Prometheus reads. */
export const metricsRoutes: FastifyPluginAsync = async (app) => {
  app.get(PATHS.metrics, async (_request, reply) =>
    reply.type(register.contentType).send(await register.metrics()),
  );
};
