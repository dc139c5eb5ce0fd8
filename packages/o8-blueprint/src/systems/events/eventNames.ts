import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { consumerName, natsStream, topicName } from './names';

/** What a module is called in the namespace of its bus, and on the bus itself. */
export function eventNames({ metadata: { name }, spec }: ModuleSpec): string[] {
  if (!spec.events) {
    return [];
  }
  const { bus, publishes, consumes } = spec.events;
  return bus === 'nats'
    ? [
        `NATS subjects ${name}.`,
        ...publishes.flatMap(each => [
          `Stream ${topicName(name, each.name)}`,
          `NATS stream ${natsStream(name, each.name)}`,
        ]),
        ...consumes.map(each => `Consumer ${consumerName(name, each)}`),
      ]
    : [
        `KafkaUser ${name}`,
        // Who may read the certificate of the user.
        `Role ${name}`,
        `RoleBinding ${name}`,
        ...publishes.map(each => `KafkaTopic ${topicName(name, each.name)}`),
      ];
}
