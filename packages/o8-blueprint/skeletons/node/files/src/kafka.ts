// o8:file kafka
import { readFileSync } from "node:fs";
// o8:if publishes
import {
  ProduceAcks,
  Producer,
  stringSerializers,
  type BaseOptions,
} from "@platformatic/kafka";
import { describe } from "./errors.ts";
// o8:else
import type { BaseOptions } from "@platformatic/kafka";
// o8:end
// o8:if consumes
import type { Take } from "./events/consume.ts";
// o8:end
// o8:if publishes
import type { Send } from "./events/publish.ts";
// o8:end
// o8:if consumes
import { KafkaConsumer } from "./kafkaConsumer.ts";
// o8:end
// o8:if publishes
import { log } from "./log.ts";
import { retryForever } from "./retry.ts";
// o8:end
import type { BusSettings } from "./settings.ts";
// o8:if publishes

const ATTEMPT_MS = 2_000;
// o8:end

/** Kafka. Topics are made by the platform. */
export class KafkaBus {
  // o8:if publishes
  readonly #topic: string;
  readonly #producer: Producer<string, string, string, string>;
  // o8:end
  // o8:if consumes
  readonly #consumer: KafkaConsumer;
  // o8:end

  constructor(settings: BusSettings) {
    const options = clientOptions(settings);
    // o8:if publishes
    this.#topic = settings.topic;
    this.#producer = new Producer({
      ...options,
      serializers: stringSerializers,
      acks: ProduceAcks.ALL,
      // Who publishes tries again.
      retries: false,
      connectTimeout: ATTEMPT_MS,
      requestTimeout: ATTEMPT_MS,
    });
    // o8:end
    // o8:if consumes
    const sources = [...settings.consumed].map(
      ([source, topic]) => [topic, source] as const,
    );
    this.#consumer = new KafkaConsumer(
      { ...options, groupId: settings.group },
      new Map(sources),
    );
    // o8:end
  }
  // o8:if publishes

  /** Connects, however long it takes; later losses are mended by the client. */
  async connect(signal?: AbortSignal): Promise<void> {
    const topics = [this.#topic];
    await retryForever(() => this.#producer.metadata({ topics }), {
      firstMs: 250,
      maxMs: 10_000,
      signal,
      onFailure: (error) =>
        log.warn({ error: describe(error) }, "Kafka cannot be reached yet"),
    });
  }

  /** Sends an event, and waits until the topic has it. */
  send: Send = async (message) => {
    await this.#producer.send({
      messages: [
        {
          topic: this.#topic,
          key: message.id,
          value: message.body,
          // o8:if tracing
          headers: message.headers,
          // o8:end
        },
      ],
    });
  };
  // o8:end
  // o8:if consumes

  /** Begins to take events, once there are topics to take them from. */
  async consume(take: Take, signal?: AbortSignal): Promise<void> {
    await this.#consumer.start(take, signal);
  }

  /** Takes no more events; resolves when none is at hand. */
  async stop(): Promise<void> {
    await this.#consumer.stop();
  }
  // o8:end

  /** Leaves the group, and closes. */
  async close(): Promise<void> {
    // o8:if publishes
    await this.#producer.close();
    // o8:end
    // o8:if consumes
    await this.#consumer.close();
    // o8:end
  }
}

function clientOptions({ brokers, tls }: BusSettings): BaseOptions {
  return {
    clientId: "o8-module",
    bootstrapBrokers: brokers,
    autocreateTopics: false,
    ...(tls && {
      tls: {
        ca: readFileSync(tls.caFile),
        cert: readFileSync(tls.certificateFile),
        key: readFileSync(tls.keyFile),
      },
      tlsServerName: true,
    }),
  };
}
