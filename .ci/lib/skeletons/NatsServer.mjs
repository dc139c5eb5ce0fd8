import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { start } from '../../../bootstrap/children.mjs';
import { freePort } from '../freePort.mjs';
import { installSystemPackage } from '../install.mjs';
import { stop } from '../stop.mjs';
import { eventually } from './eventually.mjs';
import { isRunning } from './isRunning.mjs';
import { NatsIdentities } from './NatsIdentities.mjs';
import { parseGoDuration } from './parseGoDuration.mjs';

const PROGRAM = 'nats-server';
const NANOSECONDS = 1_000_000;

/** A NATS with JetStream that can be away for a while and keeps what it has. */
export class NatsServer {
  #folder;
  #identities;
  #admin;
  #server;

  /** Makes one in this folder that shows this certificate. */
  static async create({ folder, ca, certificate, key }) {
    if (spawnSync(PROGRAM, ['--version']).status !== 0) {
      await installSystemPackage(PROGRAM);
    }
    const nats = new NatsServer();
    mkdirSync(folder, { recursive: true });
    nats.port = await freePort();
    nats.ca = ca;
    nats.#folder = folder;
    nats.#identities = await NatsIdentities.create();
    nats.#admin = await nats.credentialsOf('admin', { isAdmin: true });
    // More than any disk here has: streams reserve what their manifests say.
    writeFileSync(
      nats.#config,
      `listen: "127.0.0.1:${nats.port}"
tls { cert_file: "${certificate}", key_file: "${key}" }
jetstream { store_dir: "${path.join(folder, 'nats')}", max_file_store: 1TB }
${nats.#identities.config}`,
    );
    return nats;
  }

  get #config() {
    return path.join(this.#folder, 'nats.conf');
  }

  /** A file of credentials for this name. */
  async credentialsOf(name, options) {
    const file = path.join(this.#folder, `${name}.creds`);
    const text = await this.#identities.issue(name, options);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  }

  get url() {
    return `tls://localhost:${this.port}`;
  }

  /** Starts it unless it runs. */
  async start() {
    if (isRunning(this.#server)) {
      return;
    }
    this.#server = start(PROGRAM, ['-c', this.#config], { stdio: 'ignore' });
    await once(this.#server, 'spawn');
    await eventually('NATS listens', () =>
      this.#use(async ({ manager }) => Boolean(await manager.getAccountInfo())),
    );
  }

  async stop() {
    if (isRunning(this.#server)) {
      await stop(this.#server);
    }
  }

  /** Makes what the objects of NACK ask for, but on one server there is one replica. */
  async apply(manifests) {
    await this.#use(async ({ manager }) => {
      for (const { spec } of manifests.filter(isA('Stream'))) {
        await manager.streams.add({
          name: spec.name,
          subjects: spec.subjects,
          storage: spec.storage,
          retention: spec.retention,
          discard: spec.discard,
          max_age: toNanoseconds(spec.maxAge),
          max_bytes: spec.maxBytes,
          num_replicas: 1,
        });
      }
      for (const { spec } of manifests.filter(isA('Consumer'))) {
        await manager.consumers.add(spec.streamName, {
          durable_name: spec.durableName,
          deliver_policy: spec.deliverPolicy,
          ack_policy: spec.ackPolicy,
          ack_wait: toNanoseconds(spec.ackWait),
          max_deliver: spec.maxDeliver,
          ...(spec.backoff && { backoff: spec.backoff.map(toNanoseconds) }),
        });
      }
    });
  }

  /** Publishes a text, and waits until a stream has it. */
  async publish(subject, text) {
    await this.#use(({ stream }) => stream.publish(subject, text));
  }

  /** What the server says of a consumer, such as how many events it has not confirmed. */
  async consumer(stream, name) {
    return this.#use(({ manager }) => manager.consumers.info(stream, name));
  }

  /** How many events a stream has. */
  async count(stream) {
    return this.#use(
      async ({ manager }) =>
        (await manager.streams.info(stream)).state.messages,
    );
  }

  // A connection for each use: none has to survive what is done to the server.
  async #use(action) {
    // Not at the top: in a fresh clone nothing is installed when this file is loaded.
    const { connect, credsAuthenticator } = await import(
      '@nats-io/transport-node'
    );
    const { jetstream, jetstreamManager } = await import('@nats-io/jetstream');
    const connection = await connect({
      servers: this.url,
      reconnect: false,
      tls: { caFile: this.ca },
      authenticator: credsAuthenticator(readFileSync(this.#admin)),
    });
    try {
      return await action({
        manager: await jetstreamManager(connection),
        stream: jetstream(connection),
      });
    } finally {
      await connection.close();
    }
  }
}

function isA(kind) {
  return manifest => manifest.kind === kind;
}

function toNanoseconds(text) {
  return parseGoDuration(text) * NANOSECONDS;
}
