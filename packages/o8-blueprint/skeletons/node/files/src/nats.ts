// o8:file nats
import { readFileSync } from "node:fs";
// o8:if consumes
import { setTimeout as sleep } from "node:timers/promises";
// o8:end
// o8:if publishes+consumes
import {
  jetstream,
  type Consumer,
  type JetStreamClient,
  type JsMsg,
} from "@nats-io/jetstream";
// o8:end
// o8:if publishes+!consumes
import { jetstream, type JetStreamClient } from "@nats-io/jetstream";
// o8:end
// o8:if !publishes
import {
  jetstream,
  type Consumer,
  type JetStreamClient,
  type JsMsg,
} from "@nats-io/jetstream";
// o8:end
import {
  connect,
  credsAuthenticator,
  // o8:if publishes+tracing
  headers as createHeaders,
  // o8:end
  type NatsConnection,
} from "@nats-io/transport-node";
// o8:if consumes
import {
  REDELIVERY,
  type IncomingMessage,
  type Outcome,
  type Take,
} from "./events/consume.ts";
// o8:end
// o8:if publishes
import type { Send } from "./events/publish.ts";
// o8:end
import { describe } from "./errors.ts";
import { log } from "./log.ts";
// o8:if consumes
import { delayAfter, retryForever } from "./retry.ts";
// o8:else
import { retryForever } from "./retry.ts";
// o8:end
import type { BusSettings } from "./settings.ts";

const CONNECT_BACKOFF = { firstMs: 250, maxMs: 10_000 };
// o8:if publishes
const ATTEMPT_MS = 2_000;
// o8:end
// o8:if consumes
// Also how long the end of a process waits for a message that may be on its way.
const POLL_MS = 2_000;
// o8:end

/** NATS JetStream. Streams and consumers are made by the platform. */
export class NatsBus {
  readonly #settings: BusSettings;
  #connection?: NatsConnection;
  #client?: JetStreamClient;
  // o8:if consumes
  readonly #stopping = new AbortController();
  readonly #loops: Promise<void>[] = [];
  // o8:end

  constructor(settings: BusSettings) {
    this.#settings = settings;
  }

  /** Connects, however long it takes; later losses are mended by the client. */
  async connect(signal?: AbortSignal): Promise<void> {
    const connection = await retryForever(() => open(this.#settings), {
      ...CONNECT_BACKOFF,
      signal,
      onFailure: (error) =>
        log.warn({ error: describe(error) }, "NATS cannot be reached yet"),
    });
    this.#connection = connection;
    this.#client = jetstream(connection);
    void logStatus(connection);
  }
  // o8:if publishes

  /** Sends an event, and waits until the stream has it. */
  send: Send = async (message, timeoutMs) => {
    const { stream, subject } = this.#settings;
    if (!this.#client) {
      throw new Error("NATS is not connected yet");
    }
    // o8:if tracing
    const headers = createHeaders();
    for (const [key, value] of Object.entries(message.headers)) {
      headers.set(key, value);
    }
    // o8:end
    await this.#client.publish(subject, message.body, {
      // o8:if tracing
      headers,
      // o8:end
      msgID: message.id,
      expect: { streamName: stream },
      timeout: Math.min(timeoutMs, ATTEMPT_MS),
    });
  };
  // o8:end
  // o8:if consumes

  /** Begins to take events, once there are consumers to take them from. */
  async consume(take: Take, signal?: AbortSignal): Promise<void> {
    const { consumer: name, consumed } = this.#settings;
    await Promise.all(
      [...consumed].map(async ([source, stream]) => {
        const consumer = await retryForever(() => this.#find(stream, name), {
          ...CONNECT_BACKOFF,
          signal,
          onFailure: (error) =>
            log.warn(
              { error: describe(error), stream },
              "There is no consumer yet",
            ),
        });
        this.#loops.push(this.#takeAll(consumer, source, take));
      }),
    );
  }

  /** Takes no more events; resolves when none is at hand. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
  }

  async #find(stream: string, name: string): Promise<Consumer> {
    if (!this.#client) {
      throw new Error("NATS is not connected yet");
    }
    return this.#client.consumers.get(stream, name);
  }

  /** One at a time: what waits behind a slow event would be delivered to others meanwhile. */
  async #takeAll(
    consumer: Consumer,
    source: string,
    take: Take,
  ): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const message = await consumer.next({ expires: POLL_MS });
        if (message && signal.aborted) {
          message.nak();
        } else if (message) {
          settle(message, await take(toIncoming(message, source)));
        }
      } catch (error) {
        log.warn(
          { error: describe(error), source },
          "Events cannot be taken now",
        );
        await sleep(1_000, undefined, { signal }).catch(() => {});
      }
    }
  }
  // o8:end

  /** Sends what is not sent yet, and closes. */
  async close(): Promise<void> {
    await this.#connection?.drain();
  }
}

function open({ url, credsFile }: BusSettings): Promise<NatsConnection> {
  return connect({
    servers: url,
    // Read for each connection: credentials are renewed.
    ...(credsFile && {
      authenticator: credsAuthenticator(() => readFileSync(credsFile)),
    }),
    // "tls:" alone would fall back to plain text if the server asked for that.
    ...(url.startsWith("tls:") && { tls: {} }),
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    timeout: 5_000,
    pingInterval: 20_000,
  });
}

async function logStatus(connection: NatsConnection): Promise<void> {
  for await (const { type } of connection.status()) {
    if (type === "disconnect" || type === "reconnect") {
      log.warn({ event: type }, "The connection to NATS changed");
    }
  }
}
// o8:if consumes

function toIncoming(message: JsMsg, source: string): IncomingMessage {
  // o8:if tracing
  const headers = [...(message.headers ?? [])].map(
    ([key, [value = ""]]) => [key.toLowerCase(), value] as const,
  );
  return {
    source,
    body: message.string(),
    headers: Object.fromEntries(headers),
  };
  // o8:else
  return { source, body: message.string() };
  // o8:end
}

function settle(message: JsMsg, outcome: Outcome): void {
  switch (outcome) {
    case "handled":
      return message.ack();
    case "rejected":
      // Without a reason: servers before 2.10.4 would not understand it.
      return message.term();
    case "failed":
      return message.nak(delayAfter(message.info.deliveryCount, REDELIVERY));
  }
}
// o8:end
