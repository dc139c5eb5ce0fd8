// o8:file !job
import { METHODS } from "node:http";
import Fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  // o8:if service
  type FastifyPluginAsync,
  // o8:end
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
// o8:if service+database|service+publishes
import { Unavailable } from "../errors.ts";
// o8:end
import { followRequests, type Lifecycle } from "../lifecycle.ts";
import { log } from "../log.ts";
import { measureRequests } from "./measureRequests.ts";
import { metricsRoutes } from "./metricsRoutes.ts";
import { probeRoutes } from "./probeRoutes.ts";
import { registerRoutes } from "./registerRoutes.ts";
// o8:if tracing
import { traceRequests } from "./traceRequests.ts";
// o8:end

// A client that sends or reads nothing more must not hold a connection for ever.
const LIMITS = {
  bodyLimit: 64 * 1024,
  requestTimeout: 30_000,
  connectionTimeout: 60_000,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
};

// o8:if service
/** The HTTP server: what the platform asks for, and the routes of this module. */
export async function createApp(
  lifecycle: Lifecycle,
  routes: FastifyPluginAsync,
): Promise<FastifyInstance> {
  // o8:else
/** The HTTP server: what the platform asks for. */
export async function createApp(
  lifecycle: Lifecycle,
): Promise<FastifyInstance> {
  // o8:end
  const app = createServer();
  followRequests(app, lifecycle);
  await registerRoutes(app, probeRoutes(lifecycle));
  // o8:if !metrics-port
  await registerRoutes(app, metricsRoutes);
  // o8:end
  // Hooks hold for this scope only: probes and metrics are not measured.
  await app.register(async (scope) => {
    measureRequests(scope);
    // o8:if tracing
    traceRequests(scope);
    // o8:end
    scope.setNotFoundHandler(answerNotFound);
    // o8:if service
    await registerRoutes(scope, routes);
    // o8:end
  });
  return app;
}
// o8:if metrics-port

/** Metrics, on a port that callers do not reach. */
export async function createMetricsApp(): Promise<FastifyInstance> {
  const app = createServer();
  app.setNotFoundHandler(answerNotFound);
  await registerRoutes(app, metricsRoutes);
  return app;
}
// o8:end

function createServer(): FastifyInstance {
  const app = Fastify({
    ...LIMITS,
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // What has been accepted is answered.
    return503OnClosing: false,
  });
  // Fastify would not find the routes of methods that it does not know.
  METHODS.filter((method) => !app.supportedMethods.includes(method)).forEach(
    (method) => app.addHttpMethod(method),
  );
  app.setErrorHandler(answerError);
  return app as unknown as FastifyInstance;
}

async function answerNotFound(_request: FastifyRequest, reply: FastifyReply) {
  return reply.code(404).send({ error: "Not found" });
}

/** Tells callers what they did wrong, and nothing of what went wrong here. */
function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status < 500) {
    return reply.code(status).send({ error: error.message });
  }
  const route = request.routeOptions.url;
  log.error({ error, method: request.method, route }, "A request failed");
  // o8:if service+database|service+publishes
  if (error instanceof Unavailable) {
    return reply
      .code(503)
      .header("retry-after", "1")
      .send({ error: "Unavailable, please try again" });
  }
  // o8:end
  return reply.code(500).send({ error: "Internal error" });
}
