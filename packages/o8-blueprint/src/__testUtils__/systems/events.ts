import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import type { AnySystem } from './AnySystem';

type Events = NonNullable<ModuleSpecInput['spec']['events']>;
type Publishes = NonNullable<Events['publishes']>;

const anyName = fc.constantFrom('calls', 'call-ended', 'a', 'a-b', '0');
const anyRetention = fc.constantFrom(undefined, '90s', '15m', '36h', '30d');

const anyNames = fc.uniqueArray(anyName, { maxLength: 3 });

/** Each below a part of its own: what overlaps is refused. */
const anyStreams = fc
  .tuple(anyNames, anyRetention, fc.boolean())
  .map(([names, retention, hasSubjects]) =>
    names.map((name): Publishes[number] => ({
      name,
      retention,
      ...(hasSubjects && { subjects: [`${name}.*.x_y`, `z.${name}.>`] }),
    })),
  );

const anyTopics = fc
  .tuple(anyNames, anyRetention, fc.constantFrom(undefined, 1, 12))
  .map(([names, retention, partitions]) =>
    names.map((name): Publishes[number] => ({ name, retention, partitions })),
  );

/** Publishes on one of the buses, or not; may read what it publishes itself. */
export const events: AnySystem = {
  zone: {
    events: {
      nats: {
        namespace: 'nats',
        podLabels: { 'app.kubernetes.io/name': 'nats' },
        url: 'tls://nats.nats.svc:4222',
        maxBytes: '5Gi',
        credentials: 'store',
      },
      kafka: {
        namespace: 'kafka',
        podLabels: { 'strimzi.io/cluster': 'main' },
        cluster: 'main',
        bootstrap: 'main-kafka-bootstrap.kafka.svc:9093',
        credentials: 'kubernetes',
      },
    },
  },
  fields: ({ name: module }) =>
    fc.oneof(
      fc.constant({}),
      fc
        .tuple(
          fc.oneof(
            anyStreams.map(publishes => ({ bus: 'nats' as const, publishes })),
            anyTopics.map(publishes => ({ bus: 'kafka' as const, publishes })),
          ),
          fc.boolean(),
        )
        .map(([{ bus, publishes }, isReader]) => ({
          events: {
            bus,
            publishes,
            ...(isReader && {
              consumes: publishes.map(({ name }) => ({ module, name })),
            }),
          },
        })),
    ),
};
