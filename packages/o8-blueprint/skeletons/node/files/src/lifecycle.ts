// o8:file !job
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { closeAll, isDoneWithin, type Closers } from "./closing.ts";
import { log } from "./log.ts";

/** Where a process is between its start and its end. */
export interface Lifecycle {
  /** It has reached all that it needs, once. */
  isReady: boolean;
  /** It has been told to end. */
  isDraining: boolean;
  requestsAtHand: number;
}

/** Counts requests, and at the end tells callers to connect elsewhere. */
export function followRequests(
  app: FastifyInstance,
  lifecycle: Lifecycle,
): void {
  app.addHook("onRequest", async (_request, reply) => {
    lifecycle.requestsAtHand += 1;
    reply.raw.once("close", () => {
      lifecycle.requestsAtHand -= 1;
    });
    if (lifecycle.isDraining) {
      reply.header("connection", "close");
    }
  });
}

/** What is left to do at the end of a process. */
export interface Ending {
  // o8:if consumes
  /** Takes no more events, and waits for the one at hand. */
  stopEvents: () => Promise<void>;
  // o8:end
  /** What requests and events have used. */
  connections: Closers;
}

// Kubernetes kills after 30 s, of which 5 s may be over before the signal.
const GRACE = { acceptMs: 2_000, finishMs: 18_000, closeMs: 3_000 };

/** Ends in an order in which nothing at hand is lost. */
export async function drain(
  lifecycle: Lifecycle,
  app: FastifyInstance,
  ending: Ending,
  grace = GRACE,
): Promise<void> {
  lifecycle.isDraining = true;
  // o8:if consumes
  const eventsStopped = ending.stopEvents();
  // o8:end
  // Requests still come until all proxies know that this process is not ready.
  await sleep(grace.acceptMs);
  // o8:if consumes
  const finished = Promise.all([close(app, lifecycle), eventsStopped]);
  // o8:else
  const finished = close(app, lifecycle);
  // o8:end
  if (!(await isDoneWithin(grace.finishMs, finished))) {
    log.warn("What is at hand is cut off");
    app.server.closeAllConnections();
  }
  await closeAll(ending.connections, grace.closeMs);
}

/** Connections without a request, which proxies open ahead, are not waited for. */
async function close(
  app: FastifyInstance,
  lifecycle: Lifecycle,
): Promise<void> {
  const closed = app.close();
  do {
    await sleep(100);
  } while (lifecycle.requestsAtHand > 0);
  app.server.closeAllConnections();
  await closed;
}

/** Ends the process at the first signal in an orderly way, at the second one at once. */
export function onSignal(end: () => Promise<void>): void {
  let isEnding = false;
  for (const signal of ["SIGTERM", "SIGINT"]) {
    process.on(signal, () => {
      if (isEnding) {
        process.exit(1);
      }
      isEnding = true;
      log.info({ signal }, "Ending");
      void end().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ error }, "The process did not end well");
          process.exit(1);
        },
      );
    });
  }
}
