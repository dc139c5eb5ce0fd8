// o8:file kafka+consumes
import { setTimeout as sleep } from "node:timers/promises";
import {
  Consumer,
  MessagesStreamFallbackModes,
  MessagesStreamModes,
  stringDeserializers,
  type BaseOptions,
  type Message,
  type MessagesStream,
} from "@platformatic/kafka";
import { isDoneWithin } from "./closing.ts";
import { describe } from "./errors.ts";
import {
  REDELIVERY,
  type IncomingMessage,
  type Take,
} from "./events/consume.ts";
import { log } from "./log.ts";
import { delayAfter, retryForever } from "./retry.ts";

type TextConsumer = Consumer<string, string, string, string>;
type TextMessage = Message<string, string, string, string>;

/** A member of the group, which is used until its stream breaks. */
interface Membership {
  consumer: TextConsumer;
  stream: MessagesStream<string, string, string, string>;
}

const BACKOFF = { firstMs: 250, maxMs: 10_000 };
// The client waits for ever if the broker goes away meanwhile.
const ANSWER_MS = 10_000;

/** Takes events from topics as a member of a group. */
export class KafkaConsumer {
  readonly #options: BaseOptions & { groupId: string };
  readonly #sources: Map<string, string>;
  readonly #stopping = new AbortController();
  #membership: Membership | undefined;
  #loop: Promise<void> | undefined;

  /** Topics have sources, by which handlers know them. */
  constructor(
    options: BaseOptions & { groupId: string },
    sources: Map<string, string>,
  ) {
    this.#options = options;
    this.#sources = sources;
  }

  /** Begins to take events, once there are topics to take them from. */
  async start(take: Take, signal?: AbortSignal): Promise<void> {
    const membership = await this.#join(signal);
    this.#loop = this.#takeAll(membership, take);
  }

  /** Takes no more events; resolves when none is at hand. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#membership?.stream.close();
    await this.#loop;
  }

  /** Leaves the group. */
  async close(): Promise<void> {
    await this.#membership?.consumer.close(true);
  }

  async #join(signal?: AbortSignal): Promise<Membership> {
    this.#membership = await retryForever(() => this.#tryToJoin(), {
      ...BACKOFF,
      signal,
      onFailure: warn,
    });
    return this.#membership;
  }

  async #tryToJoin(): Promise<Membership> {
    const consumer: TextConsumer = new Consumer({
      ...this.#options,
      deserializers: stringDeserializers,
      autocommit: false,
      sessionTimeout: 30_000,
      heartbeatStallTimeout: 30_000,
    });
    try {
      const stream = await consumer.consume({
        topics: [...this.#sources.keys()],
        mode: MessagesStreamModes.COMMITTED,
        fallbackMode: MessagesStreamFallbackModes.EARLIEST,
      });
      consumer.once("consumer:heartbeat:stalled", () => {
        stream.destroy(new Error("No heartbeat reaches the group"));
      });
      return { consumer, stream };
    } catch (error) {
      await leave(consumer);
      throw error;
    }
  }

  /** A client does not recover from all outages: one that breaks is replaced. */
  async #takeAll(first: Membership, take: Take): Promise<void> {
    const { signal } = this.#stopping;
    for (let membership = first; ;) {
      try {
        for await (const message of membership.stream) {
          await this.#takeOne(message, take);
        }
      } catch (error) {
        if (!signal.aborted) {
          warn(error);
        }
      }
      if (signal.aborted) {
        return;
      }
      await leave(membership.consumer);
      membership = await this.#join(signal);
    }
  }

  /** One that fails is tried again in its place: those behind it wait. */
  async #takeOne(message: TextMessage, take: Take): Promise<void> {
    const { signal } = this.#stopping;
    const source = this.#sources.get(message.topic) ?? message.topic;
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      if ((await take(toIncoming(message, source))) !== "failed") {
        break;
      }
      await sleep(delayAfter(attempt, REDELIVERY), undefined, { signal });
    }
    const committed = Promise.resolve(message.commit());
    if (!(await isDoneWithin(ANSWER_MS, committed))) {
      throw new Error("An offset is not committed in time");
    }
  }
}

async function leave(consumer: TextConsumer): Promise<void> {
  try {
    await isDoneWithin(ANSWER_MS, consumer.close(true));
  } catch (error) {
    warn(error);
  }
}

function toIncoming(message: TextMessage, source: string): IncomingMessage {
  // o8:if tracing
  return {
    source,
    body: message.value ?? "",
    headers: Object.fromEntries(message.headers),
  };
  // o8:else
  return { source, body: message.value ?? "" };
  // o8:end
}

function warn(error: unknown): void {
  log.warn({ error: describe(error) }, "Events cannot be taken now");
}
