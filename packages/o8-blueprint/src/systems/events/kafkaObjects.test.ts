import { contextOf, zoneWith } from './__testUtils__/eventPlans';
import { kafkaObjects } from './kafkaObjects';

const labels = {
  'orchestr8.io/module': 'shop',
  'strimzi.io/cluster': 'main',
};
const topic = (name: string, operations: string[]) => ({
  resource: { type: 'topic', name, patternType: 'literal' },
  operations,
});

describe('kafkaObjects', () => {
  it('are topics that are kept, and a user', () => {
    const context = contextOf({
      bus: 'kafka',
      publishes: [
        { name: 'order-sent' },
        { name: 'a', partitions: 12, retention: '90s' },
      ],
    });
    const [first, second, user, ...rest] = kafkaObjects.emit(context);
    expect(rest).toEqual([]);
    expect(first).toEqual({
      apiVersion: 'kafka.strimzi.io/v1',
      kind: 'KafkaTopic',
      metadata: {
        name: 'shop.order-sent',
        namespace: 'kafka',
        labels,
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
          'argocd.argoproj.io/sync-wave': '1',
        },
      },
      spec: {
        partitions: 3,
        replicas: 3,
        config: { 'min.insync.replicas': 2, 'retention.ms': 604_800_000 },
      },
    });
    expect(second).toMatchObject({
      metadata: { name: 'shop.a' },
      spec: { partitions: 12, config: { 'retention.ms': 90_000 } },
    });
    expect(user).toEqual({
      apiVersion: 'kafka.strimzi.io/v1',
      kind: 'KafkaUser',
      metadata: {
        name: 'shop',
        namespace: 'kafka',
        labels,
        annotations: { 'argocd.argoproj.io/sync-wave': '1' },
      },
      spec: {
        authentication: { type: 'tls' },
        authorization: {
          type: 'simple',
          acls: [
            topic('shop.a', ['Describe', 'Write']),
            topic('shop.order-sent', ['Describe', 'Write']),
          ],
        },
      },
    });
  });

  it('let it read what it names, as groups of its own name', () => {
    const [, user] = kafkaObjects.emit(
      contextOf({
        bus: 'kafka',
        publishes: [{ name: 'sent' }],
        consumes: [
          { module: 'shop', name: 'sent' },
          { module: 'bank', name: 'paid' },
        ],
      }),
    );
    expect(user.spec).toMatchObject({
      authorization: {
        acls: [
          topic('bank.paid', ['Describe', 'Read']),
          topic('shop.sent', ['Describe', 'Read', 'Write']),
          {
            resource: { type: 'group', name: 'shop', patternType: 'literal' },
            operations: ['Read'],
          },
          {
            // Not "shop", which would be the prefix of "shop-till" too.
            resource: { type: 'group', name: 'shop.', patternType: 'prefix' },
            operations: ['Read'],
          },
        ],
      },
    });
    // Without a host all of them: Strimzi says so, and "*" is never written.
    expect(JSON.stringify(user)).not.toContain('host');
  });

  it('have the copies of the landing zone', () => {
    const zone = zoneWith({
      kafka: { replicas: 1, minInSyncReplicas: 1, partitions: 7, cluster: 'k' },
    });
    const [one] = kafkaObjects.emit(
      contextOf({ bus: 'kafka', publishes: [{ name: 'a' }] }, zone),
    );
    expect(one).toMatchObject({
      metadata: { labels: { 'strimzi.io/cluster': 'k' } },
      spec: {
        partitions: 7,
        replicas: 1,
        config: { 'min.insync.replicas': 1 },
      },
    });
  });

  it('are none without a bus', () => {
    expect(kafkaObjects.emit(contextOf({ bus: 'kafka' }))).toEqual([]);
    expect(kafkaObjects.emit(contextOf(undefined))).toEqual([]);
  });
});
