// o8:file !job
import type {
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
} from "fastify";

/** Registers routes, and answers 405 to the methods that they do not have. */
export async function registerRoutes(
  app: FastifyInstance,
  routes: FastifyPluginAsync,
): Promise<void> {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set();
    [method].flat().forEach((each) => methods.add(each));
    methodsOf.set(url, methods);
  });
  await app.register(routes);
  for (const [url, methods] of [...methodsOf]) {
    const refuse = refusal([...methods].join(", "));
    app.route({
      url,
      method: app.supportedMethods.filter((method) => !methods.has(method)),
      // Before a body is read.
      onRequest: refuse,
      handler: refuse,
    });
  }
}

function refusal(allow: string) {
  return async (_request: FastifyRequest, reply: FastifyReply) =>
    reply
      .code(405)
      .header("allow", allow)
      .send({ error: "Method not allowed" });
}
