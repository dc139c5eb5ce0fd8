// o8:file service
import type { FastifyPluginAsync } from "fastify";
// o8:if database|publishes
import type { Visits } from "../visits.ts";

/** The routes of this module. */
export function routes(visits: Visits): FastifyPluginAsync {
  return async (app) => {
    await app.register(infoRoutes);
    await app.register(visitRoutes(visits));
  };
}

function visitRoutes(visits: Visits): FastifyPluginAsync {
  return async (app) => {
    // Visits have no bodies: whatever is sent is not looked at.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer" }, async () => {});
    app.post("/visits", async (_request, reply) =>
      reply.code(201).send(await visits.add()),
    );
    // o8:if database
    app.get("/visits", () => visits.summary());
    // o8:end
  };
}
// o8:else

/** The routes of this module. */
export const routes: FastifyPluginAsync = async (app) => {
  await app.register(infoRoutes);
};
// o8:end

const infoRoutes: FastifyPluginAsync = async (app) => {
  // A probe may have this path.
  if (!app.hasRoute({ method: "GET", url: "/" })) {
    app.get("/", async () => ({ module: "o8-module" }));
  }
};
