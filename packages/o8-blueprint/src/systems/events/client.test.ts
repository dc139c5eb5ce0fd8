import { isAllowed } from '../../__testUtils__/isAllowed';
import { contextOf, zoneWith } from './__testUtils__/eventPlans';
import { brokerHole } from './brokerHole';
import { clientEnv } from './clientEnv';

const publishes = [{ name: 'order-sent' }];
const consumes = [{ module: 'bank-eu', name: 'paid' }];
const envOf = (...args: Parameters<typeof contextOf>) =>
  Object.fromEntries(
    clientEnv(contextOf(...args)).map(({ name, value }) => [name, value]),
  );

describe('clientEnv', () => {
  it('says where NATS is, and what streams are called there', () => {
    expect(envOf({ bus: 'nats', publishes, consumes })).toEqual({
      NATS_URL: 'tls://nats.nats.svc:4222',
      NATS_CREDS: '/run/o8/nats/nats.creds',
      NATS_STREAM_ORDER_SENT: 'SHOP_ORDER-SENT',
      NATS_SUBJECTS_ORDER_SENT: 'shop.order-sent,shop.order-sent.>',
      NATS_CONSUMER: 'shop',
      NATS_CONSUMED_STREAM_BANK_EU__PAID: 'BANK-EU_PAID',
    });
    const open = zoneWith({ nats: { credentials: 'none' } });
    expect(envOf({ bus: 'nats', consumes }, open)).toEqual({
      NATS_URL: 'tls://nats.nats.svc:4222',
      NATS_CONSUMER: 'shop',
      NATS_CONSUMED_STREAM_BANK_EU__PAID: 'BANK-EU_PAID',
    });
  });

  it('says where Kafka is, and what topics are called there', () => {
    expect(envOf({ bus: 'kafka', publishes, consumes })).toEqual({
      KAFKA_BOOTSTRAP_SERVERS: 'main-kafka-bootstrap.kafka.svc:9093',
      KAFKA_SECURITY_PROTOCOL: 'SSL',
      KAFKA_SSL_CA_LOCATION: '/run/o8/kafka/ca.crt',
      KAFKA_SSL_CERTIFICATE_LOCATION: '/run/o8/kafka/user.crt',
      KAFKA_SSL_KEY_LOCATION: '/run/o8/kafka/user.key',
      KAFKA_TOPIC_ORDER_SENT: 'shop.order-sent',
      KAFKA_GROUP_ID: 'shop',
      KAFKA_CONSUMED_TOPIC_BANK_EU__PAID: 'bank-eu.paid',
    });
    expect(Object.keys(envOf({ bus: 'kafka', publishes }))).not.toContain(
      'KAFKA_GROUP_ID',
    );
  });

  it('says nothing without a bus', () => {
    expect(envOf(undefined)).toEqual({});
    expect(envOf({ bus: 'kafka' })).toEqual({});
  });
});

describe('brokerHole', () => {
  const from = {
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'shop' },
  };
  const nats = {
    namespace: 'nats',
    labels: { 'app.kubernetes.io/name': 'nats' },
  };
  const deny = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny-all', namespace: 'shop' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };

  it('lets pods out to those of the bus at its port, and no further', () => {
    const hole = brokerHole(contextOf({ bus: 'nats', publishes }));
    const reaches = (to: typeof nats, port: number) =>
      isAllowed([deny, ...hole], { from, to, port });
    expect(hole.map(({ metadata }) => metadata.name)).toEqual([
      'allow-nats-egress',
    ]);
    expect(reaches(nats, 4_222)).toBe(true);
    expect(reaches(nats, 8_222)).toBe(false);
    expect(
      reaches({ ...nats, labels: { 'app.kubernetes.io/name': 'x' } }, 4_222),
    ).toBe(false);
    expect(reaches({ ...nats, namespace: 'kafka' }, 4_222)).toBe(false);
    expect(isAllowed([deny], { from, to: nats, port: 4_222 })).toBe(false);
  });

  it.each([
    ['none', [9_093, 9_094]],
    ['sidecar', [9_093, 9_094]],
    ['ambient', [9_093, 9_094, 15_008]],
  ] as const)(
    'has all ports of the brokers with the mesh "%s"',
    (mesh, ports) => {
      const bootstrap = 'b.kafka.svc:9094,a.kafka.svc:9093,c.kafka.svc:9093';
      const zone = zoneWith({ kafka: { bootstrap } }, mesh);
      const [policy] = brokerHole(contextOf({ bus: 'kafka', publishes }, zone));
      expect(policy.spec).toMatchObject({
        egress: [{ ports: ports.map(port => ({ port, protocol: 'TCP' })) }],
      });
    },
  );

  it('takes the port of NATS where the URL has none', () => {
    const zone = zoneWith({
      nats: { url: 'tls://a.nats.svc,tls://b.nats.svc' },
    });
    const [policy] = brokerHole(contextOf({ bus: 'nats', publishes }, zone));
    expect(policy.spec).toMatchObject({
      egress: [{ ports: [{ port: 4_222 }] }],
    });
  });

  it('is none without a bus', () => {
    expect(brokerHole(contextOf(undefined))).toEqual([]);
    expect(brokerHole(contextOf({ bus: 'nats' }))).toEqual([]);
  });
});
