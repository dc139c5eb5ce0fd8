import type { PlainEnvVar } from '../../emitters/module/env';
import type { ModuleContext } from '../../emitters/types';
import { usedBus, type Kafka, type Nats, type UsedBus } from './bus';
import { busCredentials } from './credentials';
import { natsStream, natsSubjects, topicName, toVariable } from './names';

type Used<Broker> = Pick<UsedBus, 'module' | 'publishes' | 'consumes'> & {
  broker: Broker;
};

/** Where the bus of a module is, and what its streams and topics are called. */
export function clientEnv(context: ModuleContext): PlainEnvVar[] {
  const used = usedBus(context);
  if (!used) {
    return [];
  }
  const variables = used.bus === 'nats' ? natsEnv(used) : kafkaEnv(used);
  return Object.entries(variables).map(([name, value]) => ({ name, value }));
}

function natsEnv(used: Used<Nats>): Record<string, string> {
  const { module, broker, publishes, consumes } = used;
  const credentials = busCredentials({ ...used, bus: 'nats' });
  return {
    NATS_URL: broker.url,
    ...(credentials && { NATS_CREDS: `${credentials.directory}/nats.creds` }),
    ...Object.fromEntries(
      publishes.flatMap(each => [
        [`NATS_STREAM_${toVariable(each.name)}`, natsStream(module, each.name)],
        [
          `NATS_SUBJECTS_${toVariable(each.name)}`,
          natsSubjects(module, each).join(','),
        ],
      ]),
    ),
    ...(consumes.length > 0 && { NATS_CONSUMER: module }),
    ...Object.fromEntries(
      consumes.map(({ module: of, name }) => [
        `NATS_CONSUMED_STREAM_${toVariable(of, name)}`,
        natsStream(of, name),
      ]),
    ),
  };
}

function kafkaEnv(used: Used<Kafka>): Record<string, string> {
  const { module, broker, publishes, consumes } = used;
  const { directory } = busCredentials({ ...used, bus: 'kafka' }) ?? {};
  return {
    KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap,
    ...(directory !== undefined && {
      KAFKA_SECURITY_PROTOCOL: 'SSL',
      KAFKA_SSL_CA_LOCATION: `${directory}/ca.crt`,
      KAFKA_SSL_CERTIFICATE_LOCATION: `${directory}/user.crt`,
      KAFKA_SSL_KEY_LOCATION: `${directory}/user.key`,
    }),
    ...Object.fromEntries(
      publishes.map(({ name }) => [
        `KAFKA_TOPIC_${toVariable(name)}`,
        topicName(module, name),
      ]),
    ),
    ...(consumes.length > 0 && { KAFKA_GROUP_ID: module }),
    ...Object.fromEntries(
      consumes.map(({ module: of, name }) => [
        `KAFKA_CONSUMED_TOPIC_${toVariable(of, name)}`,
        topicName(of, name),
      ]),
    ),
  };
}
