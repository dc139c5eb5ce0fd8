// o8:file job
// o8:if database|nats|kafka|tracing
import { closeAll } from "./closing.ts";
// o8:end
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
// o8:if publishes
import { createPublish } from "./events/publish.ts";
// o8:end
// o8:if consumes
import { takeUntilIdle } from "./events/takeUntilIdle.ts";
// o8:end
// o8:if kafka
import { KafkaBus } from "./kafka.ts";
// o8:end
import { log } from "./log.ts";
// o8:if nats
import { NatsBus } from "./nats.ts";
// o8:end
import { run } from "./run.ts";
// o8:if database|nats|kafka
import type { Settings } from "./settings.ts";
// o8:end
// o8:if tracing
import { inSpan, startTracing } from "./tracing.ts";
// o8:end

// o8:if database|nats|kafka|tracing
const CLOSE_MS = 3_000;
// o8:end

// o8:if database|nats|kafka
/** Wires this module up, does its work once, and closes what it has used. */
export async function runJob(settings: Settings): Promise<void> {
  // o8:else
/** Does the work of this module once. */
export async function runJob(): Promise<void> {
  // o8:end
  endOnSignal();
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
  // o8:if database|publishes
  const tools = {
    // o8:if database
    database,
    // o8:end
    // o8:if publishes
    publish: createPublish(bus.send),
    // o8:end
  };
  const work = () => run(tools);
  // o8:else
  const work = run;
  // o8:end
  // o8:if database|nats|kafka|tracing
  try {
    // o8:if database
    await reach(database);
    // o8:end
    // o8:if nats|kafka+publishes
    await bus.connect();
    // o8:end
    // o8:if tracing
    await inSpan({ name: "run" }, work);
    // o8:else
    await work();
    // o8:end
    // o8:if consumes+database
    await takeUntilIdle(bus, createTake(createHandle(database)));
    // o8:end
    // o8:if consumes+!database
    await takeUntilIdle(bus, createTake(handle));
    // o8:end
  } finally {
    const connections = {
      // o8:if nats|kafka
      bus: () => bus.close(),
      // o8:end
      // o8:if database
      database: () => database.close(),
      // o8:end
      // o8:if tracing
      tracing: () => tracing.shutdown(),
      // o8:end
    };
    await closeAll(connections, CLOSE_MS);
  }
  // o8:else
  await work();
  // o8:end
}

function endOnSignal(): void {
  for (const signal of ["SIGTERM", "SIGINT"]) {
    process.on(signal, () => {
      log.warn({ signal }, "The job is stopped");
      process.exit(143);
    });
  }
}
