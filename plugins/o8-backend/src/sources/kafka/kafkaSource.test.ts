import { readExample } from '../__testUtils__';

const TOPIC = 'kafka.strimzi.io/KafkaTopic';
const USER = 'kafka.strimzi.io/KafkaUser';
const ready = { Ready: { status: 'True', reason: 'Ready', message: null } };

it('says what a topic is like', () => {
  expect(readExample(TOPIC)).toEqual({
    type: 'kafka.topic',
    subject: { cluster: 'eu-1', namespace: 'kafka' },
    value: {
      kafka: 'o8',
      topic: 'billing.events',
      partitions: 6,
      replicas: 3,
      retentionMs: '604800000',
      minInSyncReplicas: '2',
      conditions: ready,
    },
  });
});

it('calls a topic as its object, and takes settings that are texts', () => {
  const spec = {
    topicName: undefined,
    config: { 'retention.ms': '-1', 'min.insync.replicas': true },
  };
  expect(readExample(TOPIC, { spec }).value).toMatchObject({
    topic: 'billing',
    retentionMs: '-1',
    minInSyncReplicas: null,
  });
});

it('belongs to no Kafka without a label', () => {
  const metadata = { labels: undefined };
  expect(readExample(TOPIC, { metadata }).value.kafka).toBeNull();
});

it('says what a user may do', () => {
  expect(readExample(USER).value).toEqual({
    kafka: 'o8',
    authentication: 'tls',
    acls: [
      {
        resource: 'topic',
        name: 'billing.',
        pattern: 'prefix',
        operations: ['Describe', 'Read', 'Write'],
      },
    ],
    aclCount: 1,
    conditions: ready,
  });
});

it('counts all that a user may do', () => {
  const acls = Array.from({ length: 99 }, (_, index) => ({
    resource: { type: 'group', name: `g-${index}` },
    operations: ['Read', 'x'.repeat(33), 7],
  }));
  const spec = { authentication: null, authorization: { acls } };
  const { value } = readExample(USER, { spec });

  expect(value).toMatchObject({ authentication: null, aclCount: 99 });
  expect(value.acls).toHaveLength(12);
  expect((value.acls as object[])[0]).toEqual({
    resource: 'group',
    name: 'g-0',
    pattern: 'literal',
    operations: ['Read'],
  });
});
