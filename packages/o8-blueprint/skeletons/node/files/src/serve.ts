// o8:file !job
import { collectDefaultMetrics } from "prom-client";
// o8:if database
import { createDatabase, reach } from "./database.ts";
// o8:end
// o8:if consumes
import { createTake } from "./events/consume.ts";
// o8:if database
import { createHandle } from "./events/handle.ts";
// o8:else
import { handle } from "./events/handle.ts";
// o8:end
// o8:end
// o8:if service+publishes
import { createPublish } from "./events/publish.ts";
// o8:end
// o8:if metrics-port
import { createApp, createMetricsApp } from "./http/app.ts";
// o8:else
import { createApp } from "./http/app.ts";
// o8:end
// o8:if service
import { routes } from "./http/routes.ts";
// o8:end
// o8:if kafka
import { KafkaBus } from "./kafka.ts";
// o8:end
import { drain, onSignal, type Lifecycle } from "./lifecycle.ts";
import { log } from "./log.ts";
// o8:if nats
import { NatsBus } from "./nats.ts";
// o8:end
import type { Settings } from "./settings.ts";
// o8:if tracing
import { startTracing } from "./tracing.ts";
// o8:end
// o8:if service+database|service+publishes
import { createVisits } from "./visits.ts";
// o8:end

/** Wires this module up, and serves until a signal ends it. */
export async function serve(settings: Settings): Promise<void> {
  const lifecycle: Lifecycle = {
    isReady: false,
    isDraining: false,
    requestsAtHand: 0,
  };
  // o8:if database|nats|kafka
  const starting = new AbortController();
  // o8:end
  // o8:if tracing
  const tracing = startTracing(process.env);
  // o8:end
  // o8:if database
  const database = createDatabase(settings.database);
  // o8:end
  // o8:if nats
  const bus = new NatsBus(settings.bus);
  // o8:end
  // o8:if kafka
  const bus = new KafkaBus(settings.bus);
  // o8:end
  // o8:if service+database|service+publishes
  const visits = createVisits({
    // o8:if database
    database,
    // o8:end
    // o8:if publishes
    publish: createPublish(bus.send),
    // o8:end
  });
  const app = await createApp(lifecycle, routes(visits));
  // o8:end
  // o8:if service+!database+!publishes
  const app = await createApp(lifecycle, routes);
  // o8:end
  // o8:if !service
  const app = await createApp(lifecycle);
  // o8:end
  // o8:if metrics-port
  const metricsApp = await createMetricsApp();
  // o8:end

  onSignal(async () => {
    // o8:if database|nats|kafka
    starting.abort();
    // o8:end
    await drain(lifecycle, app, {
      // o8:if consumes
      stopEvents: () => bus.stop(),
      // o8:end
      // o8:if database|nats|kafka|tracing|metrics-port
      connections: {
        // o8:if metrics-port
        metrics: () => metricsApp.close(),
        // o8:end
        // o8:if nats|kafka
        bus: () => bus.close(),
        // o8:end
        // o8:if database
        database: () => database.close(),
        // o8:end
        // o8:if tracing
        tracing: () => tracing.shutdown(),
        // o8:end
      },
      // o8:else
      connections: {},
      // o8:end
    });
  });

  collectDefaultMetrics();
  // All addresses, with IPv6 or without.
  const host = "";
  await app.listen({ host, port: settings.port });
  // o8:if metrics-port
  await metricsApp.listen({ host, port: settings.metricsPort });
  // o8:end
  // o8:if database|nats|kafka
  const { signal } = starting;
  try {
    // o8:if database
    await reach(database, signal);
    // o8:end
    // o8:if nats|kafka+publishes
    await bus.connect(signal);
    // o8:end
    // o8:if consumes+database
    await bus.consume(createTake(createHandle(database)), signal);
    // o8:end
    // o8:if consumes+!database
    await bus.consume(createTake(handle), signal);
    // o8:end
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    throw error;
  }
  // o8:end
  lifecycle.isReady = true;
  log.info("Ready");
}
