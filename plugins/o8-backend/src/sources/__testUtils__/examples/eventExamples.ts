import { condition, onPlatform } from './createExample';

const NATS = 'jetstream.nats.io/v1beta2';
const STRIMZI = 'kafka.strimzi.io/v1';
const kafka = { labels: { 'strimzi.io/cluster': 'o8' } };
const status = { observedGeneration: 2, conditions: [condition('Ready')] };

/** The subjects and topics of a module. */
export const eventExamples = [
  onPlatform('nats', NATS, 'Stream', {
    spec: {
      name: 'BILLING',
      subjects: ['billing.>'],
      storage: 'file',
      retention: 'limits',
      discard: 'old',
      replicas: 3,
      maxAge: '168h',
      preventDelete: true,
    },
    status,
  }),
  onPlatform('nats', NATS, 'Consumer', {
    spec: {
      streamName: 'BILLING',
      durableName: 'worker',
      deliverPolicy: 'all',
      ackPolicy: 'explicit',
      ackWait: '30s',
      maxDeliver: 10,
      filterSubject: 'billing.requested',
    },
    status,
  }),
  onPlatform(
    'kafka',
    STRIMZI,
    'KafkaTopic',
    {
      spec: {
        topicName: 'billing.events',
        partitions: 6,
        replicas: 3,
        config: { 'retention.ms': 604800000, 'min.insync.replicas': 2 },
      },
      status: { ...status, topicName: 'billing.events' },
    },
    kafka,
  ),
  onPlatform(
    'kafka',
    STRIMZI,
    'KafkaUser',
    {
      spec: {
        authentication: { type: 'tls' },
        authorization: {
          type: 'simple',
          acls: [
            {
              resource: {
                type: 'topic',
                name: 'billing.',
                patternType: 'prefix',
              },
              operations: ['Describe', 'Read', 'Write'],
              host: '*',
            },
          ],
        },
      },
      status: { ...status, username: 'CN=billing', secret: 'billing' },
    },
    kafka,
  ),
];
