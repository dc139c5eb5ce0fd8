// o8:file consumes
// o8:if tracing
import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
} from "@opentelemetry/api";
// o8:end
import { log } from "../log.ts";
// o8:if !job
import { eventsConsumed } from "../metrics.ts";
// o8:end
// o8:if tracing
import { inSpan } from "../tracing.ts";
// o8:end
import type { Handle, ReceivedEvent } from "./handle.ts";

/** What comes from the bus. */
export interface IncomingMessage {
  source: string;
  body: string;
  // o8:if tracing
  headers: Record<string, string>;
  // o8:end
}

/** What has become of a message: only one that has failed may come again. */
export type Outcome = "handled" | "rejected" | "failed";

/** Takes a message, and never rejects. */
export type Take = (message: IncomingMessage) => Promise<Outcome>;

/** How long an event that has failed waits. */
export const REDELIVERY = { firstMs: 1_000, maxMs: 60_000 };

const MAX_ID_LENGTH = 255;

/** Takes messages for a handler of events. */
export function createTake(handle: Handle): Take {
  const take: Take = async (message) => {
    const outcome = await receive(message, handle);
    // o8:if !job
    eventsConsumed.inc({ source: message.source, outcome });
    // o8:end
    return outcome;
  };
  // o8:if tracing
  return (message) =>
    inSpan(
      { name: `process ${message.source}`, kind: SpanKind.CONSUMER },
      async (span) => {
        const outcome = await take(message);
        if (outcome !== "handled") {
          span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
        }
        return outcome;
      },
      propagation.extract(context.active(), message.headers),
    );
  // o8:else
  return take;
  // o8:end
}

async function receive(
  { source, body }: IncomingMessage,
  handle: Handle,
): Promise<Outcome> {
  const event = parseEvent(body);
  if (!event) {
    log.warn({ source }, "A message is no event, and is given up");
    return "rejected";
  }
  try {
    await handle(event, source);
    return "handled";
  } catch (error) {
    log.error({ error, source, id: event.id }, "An event is not handled yet");
    return "failed";
  }
}

function parseEvent(body: string): ReceivedEvent | undefined {
  try {
    const event: unknown = JSON.parse(body);
    return isEvent(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

/** PostgreSQL stores no NUL and indexes no long texts: such an id would fail for ever. */
function isEvent(value: unknown): value is ReceivedEvent {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    value.id !== "" &&
    value.id.length <= MAX_ID_LENGTH &&
    !value.id.includes("\0")
  );
}
