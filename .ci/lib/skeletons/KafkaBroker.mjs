import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from '../../../bootstrap/children.mjs';
import { freePort } from '../freePort.mjs';
import { stop } from '../stop.mjs';
import { Authority } from './certificates.mjs';
import { eventually } from './eventually.mjs';
import { runToEnd } from './toolchains.mjs';

const VERSION = '4.1.1';
const CLUSTER_ID = 'MkU3OEVBNTcwNTJENDM2Qg';
const START_MS = 40_000;
// Strimzi has words of its own.
const PATTERNS = { literal: 'literal', prefix: 'prefixed' };
const ADMIN = fileURLToPath(new URL('./KafkaAdmin.java', import.meta.url));
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>o8</groupId>
  <artifactId>broker</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/**
 * A Kafka of one node, from the jars that Maven gets, as Strimzi sets it up for modules:
 * who has no certificate is nobody, and nobody may do what no object allows.
 */
export class KafkaBroker {
  #folder;
  #java;
  #authority;
  #server;
  #last = Promise.resolve();

  /** Makes one in this folder, and starts it. */
  static async create({ folder, home }) {
    const broker = new KafkaBroker();
    mkdirSync(folder, { recursive: true });
    broker.#folder = folder;
    broker.#java = path.join(home, 'bin/java');
    writeFileSync(path.join(folder, 'pom.xml'), POM);
    const quiet = ['--batch-mode', '--no-transfer-progress', '--quiet'];
    await runToEnd(
      'mvn',
      [...quiet, 'dependency:copy-dependencies', '-DoutputDirectory=lib'],
      { cwd: folder, env: { ...process.env, JAVA_HOME: home } },
    );
    broker.port = await freePort();
    await broker.#configure();
    await broker.start();
    return broker;
  }

  async #configure() {
    this.#authority = new Authority(path.join(this.#folder, 'ca'), 'Kafka');
    const controller = `127.0.0.1:${await freePort()}`;
    const identity = this.#identify('broker', { host: 'localhost' });
    this.#write('server.properties', {
      'process.roles': 'broker,controller',
      'node.id': '1',
      'controller.quorum.voters': `1@${controller}`,
      listeners: `SSL://localhost:${this.port},CONTROLLER://${controller}`,
      'controller.listener.names': 'CONTROLLER',
      'listener.security.protocol.map': 'SSL:SSL,CONTROLLER:PLAINTEXT',
      'inter.broker.listener.name': 'SSL',
      ...identity,
      'ssl.client.auth': 'required',
      'authorizer.class.name':
        'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      // The controller knows itself by no certificate, and is reached by nobody else.
      'super.users': 'User:CN=broker;User:CN=admin;User:ANONYMOUS',
      'auto.create.topics.enable': 'false',
      'offsets.topic.replication.factor': '1',
      'offsets.topic.num.partitions': '1',
      'group.initial.rebalance.delay.ms': '0',
      'log.dirs': path.join(this.#folder, 'data'),
    });
    this.#write('admin.properties', {
      'bootstrap.servers': `localhost:${this.port}`,
      'security.protocol': 'SSL',
      ...this.#identify('admin'),
    });
    await this.#run([
      ...['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID],
      ...['-c', path.join(this.#folder, 'server.properties')],
    ]);
  }

  async start() {
    this.#server = start(
      this.#java,
      [
        ...['-Xmx384m', '-cp', path.join(this.#folder, 'lib/*'), 'kafka.Kafka'],
        path.join(this.#folder, 'server.properties'),
      ],
      { cwd: this.#folder, stdio: 'ignore' },
    );
    await eventually('Kafka listens', () => isOpen(this.port), START_MS);
  }

  async stop() {
    await stop(this.#server);
  }

  /** Does what the objects of Strimzi ask for, but on one node there is one replica. */
  async apply(manifests) {
    await this.admin(
      manifests.flatMap(({ kind, metadata, spec }) => {
        if (kind === 'KafkaTopic') {
          return [['topic', metadata.name, String(spec.partitions)]];
        }
        const { acls = [] } = spec?.authorization ?? {};
        return acls.flatMap(
          ({ resource: { type, name, patternType }, operations }) =>
            operations.map(operation => [
              ...['acl', `User:CN=${metadata.name}`, type, name],
              ...[PATTERNS[patternType], operation],
            ]),
        );
      }),
    );
  }

  /** Has these things done: see KafkaAdmin.java. */
  async admin(lines) {
    const file = path.join(this.#folder, 'admin.txt');
    writeFileSync(file, lines.map(words => `${words.join('\t')}\n`).join(''));
    await this.#run([
      ...[ADMIN, path.join(this.#folder, 'admin.properties'), file],
    ]);
  }

  /** What a module gets of the platform to come as itself. */
  placesOf(name) {
    const { certificate, key } = this.#authority.issue(name);
    return {
      KAFKA_BOOTSTRAP_SERVERS: `localhost:${this.port}`,
      KAFKA_SSL_CA_LOCATION: this.#authority.file,
      KAFKA_SSL_CERTIFICATE_LOCATION: certificate,
      KAFKA_SSL_KEY_LOCATION: key,
    };
  }

  /** Runs what takes the broker away when nobody else is at it. */
  async alone(action) {
    const run = this.#last.then(action);
    this.#last = run.catch(() => {});
    return run;
  }

  #identify(name, options) {
    const { certificate, key } = this.#authority.issue(name, options);
    const file = path.join(this.#folder, `${name}.pem`);
    writeFileSync(file, readFileSync(key) + readFileSync(certificate));
    return {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': file,
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.location': this.#authority.file,
    };
  }

  #write(name, settings) {
    const lines = Object.entries(settings).map(entry => entry.join('='));
    writeFileSync(path.join(this.#folder, name), `${lines.join('\n')}\n`);
  }

  async #run(args) {
    const jars = path.join(this.#folder, 'lib/*');
    await runToEnd(this.#java, ['-cp', jars, ...args]);
  }
}

function isOpen(port) {
  return new Promise(resolve => {
    const socket = net.connect(port, 'localhost');
    socket
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
