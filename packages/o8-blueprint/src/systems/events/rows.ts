import type { SystemRow } from '../System';
import { STRIMZI } from './kafkaObjects';
import { NACK } from './natsObjects';

/** What the documentation says of the event buses. */
export const eventRows: SystemRow[] = [
  {
    title: 'NATS',
    summary:
      'A Stream for each entry of `publishes`, below the name of the module and never deleted by us, and a durable pull Consumer that gives no event up for each entry of `consumes`: in the namespace of the bus, by NACK. The module gets variables, its credentials where the landing zone has any, and a way to the pods of the bus only. The bus is the platform’s: whether it is in the mesh, and who may reach its pods, is decided there.',
    watches: [
      { group: NACK, kind: 'Stream' },
      { group: NACK, kind: 'Consumer' },
    ],
    checks: [],
    source: 'systems/events',
  },
  {
    title: 'Kafka',
    summary:
      'A KafkaTopic for each entry of `publishes`, a KafkaUser with a certificate and the least ACLs (write its own topics, read those of `consumes`, consumer groups of its own name), by Strimzi, and the way of the certificate into the namespace of the module: `events.kafka.credentials` of the landing zone says which. The module gets variables, files and a way to the brokers only.',
    watches: [
      { group: STRIMZI, kind: 'KafkaTopic' },
      { group: STRIMZI, kind: 'KafkaUser' },
    ],
    checks: [],
    source: 'systems/events',
  },
];
