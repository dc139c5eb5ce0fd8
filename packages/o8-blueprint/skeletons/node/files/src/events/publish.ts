// o8:file publishes
import { setTimeout as sleep } from "node:timers/promises";
// o8:if tracing
import { context, propagation, SpanKind } from "@opentelemetry/api";
// o8:end
import { Unavailable } from "../errors.ts";
// o8:if !job
import { eventsPublished } from "../metrics.ts";
// o8:end
import { delayAfter } from "../retry.ts";
// o8:if tracing
import { inSpan } from "../tracing.ts";
// o8:end

/** What is told to other modules. */
export interface Event {
  id: string;
  visitedAt: string;
}

/** Publishes an event; resolves once the bus has it. */
export type Publish = (event: Event) => Promise<void>;

/** An event as it is sent: the id lets the bus know an event that is sent twice. */
export interface OutgoingMessage {
  id: string;
  body: string;
  // o8:if tracing
  headers: Record<string, string>;
  // o8:end
}

/** Makes one attempt to send, which takes no longer than it may. */
export type Send = (
  message: OutgoingMessage,
  timeoutMs: number,
) => Promise<void>;

const PATIENCE_MS = 5_000;
const BACKOFF = { firstMs: 100, maxMs: 1_600 };

/** Publishes by a bus, and tries again for a few seconds. */
export function createPublish(send: Send, patienceMs = PATIENCE_MS): Publish {
  const publish: Publish = async (event) => {
    // o8:if tracing
    const headers = {};
    propagation.inject(context.active(), headers);
    const message = { id: event.id, body: JSON.stringify(event), headers };
    // o8:else
    const message = { id: event.id, body: JSON.stringify(event) };
    // o8:end
    // o8:if job
    await sendWithRetry(send, message, patienceMs);
    // o8:else
    try {
      await sendWithRetry(send, message, patienceMs);
      eventsPublished.inc({ outcome: "published" });
    } catch (error) {
      eventsPublished.inc({ outcome: "failed" });
      throw error;
    }
    // o8:end
  };
  // o8:if tracing
  return (event) =>
    inSpan({ name: "publish", kind: SpanKind.PRODUCER }, () => publish(event));
  // o8:else
  return publish;
  // o8:end
}

async function sendWithRetry(
  send: Send,
  message: OutgoingMessage,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(message, deadline - Date.now());
    } catch (error) {
      const delayMs = delayAfter(attempt, BACKOFF);
      if (Date.now() + delayMs >= deadline) {
        throw new Unavailable("The event is not published", error);
      }
      await sleep(delayMs);
    }
  }
}
