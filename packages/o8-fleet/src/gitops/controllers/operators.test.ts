import { createControllers } from '../__testUtils__/createControllers';
import { KINDS } from '../kinds';

const HOUR_MS = 3_600_000;

const object = (apiVersion: string, kind: string, spec?: object) => ({
  apiVersion,
  kind,
  metadata: {
    name: 'a',
    namespace: 'shop',
    labels: { 'strimzi.io/cluster': 'main' },
  },
  ...(spec && { spec }),
});
const kindOf = ({ apiVersion, kind }: ReturnType<typeof object>) => ({
  group: apiVersion.split('/')[0],
  kind,
});
const condition = (type: string, reason?: string) => ({
  conditions: [
    expect.objectContaining({
      type,
      status: 'True',
      ...(reason && { reason }),
    }),
  ],
});

const store = object('external-secrets.io/v1', 'SecretStore', {
  provider: { vault: {} },
});
const external = object('external-secrets.io/v1', 'ExternalSecret', {
  secretStoreRef: { name: 'a' },
  target: { name: 'password' },
});
const sealed = object('bitnami.com/v1alpha1', 'SealedSecret', {
  encryptedData: { KEY: 'Ag' },
});
const stream = object('jetstream.nats.io/v1beta2', 'Stream', { name: 'CALLS' });
const consumer = (streamName: string) =>
  object('jetstream.nats.io/v1beta2', 'Consumer', { streamName });
const topic = object('kafka.strimzi.io/v1', 'KafkaTopic', { partitions: 3 });
const user = object('kafka.strimzi.io/v1', 'KafkaUser', {});
const flow = object('logging.banzaicloud.io/v1beta1', 'Flow', {});
const policy = object(
  'policies.kyverno.io/v1',
  'NamespacedValidatingPolicy',
  {},
);
const route = (service: string) =>
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', {
    parentRefs: [{ name: 'public', namespace: 'istio-ingress' }],
    rules: [{ backendRefs: [{ name: service, port: 80 }] }],
  });
const gateway = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: {
    name: 'public',
    namespace: 'istio-ingress',
    uid: 'g',
    creationTimestamp: '2026-11-22T10:00:00Z',
  },
};
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { ports: [{ port: 80 }] },
};

describe('the operators of a platform', () => {
  it.each<[string, ReturnType<typeof object>, object, string | undefined]>([
    ['a store', store, condition('Ready', 'Valid'), 'Healthy'],
    ['ciphertext', sealed, condition('Synced'), 'Healthy'],
    ['a stream', stream, condition('Ready', 'Created'), undefined],
    ['a topic', topic, { topicName: 'a', ...condition('Ready') }, 'Healthy'],
    ['a user', user, { username: 'CN=a', ...condition('Ready') }, 'Healthy'],
    ['a flow', flow, { active: true, problemsCount: 0 }, undefined],
    ['a policy', policy, { conditionStatus: { ready: true } }, undefined],
  ])('say that %s is well', (_, manifest, status, wellness) => {
    const { apply, advance, live, health } = createControllers();
    apply(manifest);
    advance();
    expect(live(kindOf(manifest), 'a')?.status).toMatchObject(status);
    expect(health(kindOf(manifest), 'a')).toBe(wellness);
    // Whoever reports adds nothing that somebody would take for a difference.
    expect(apply(manifest)).toBe('same');
  });

  it('see a topic only with the name of its Kafka', () => {
    const { apply, advance, live } = createControllers();
    apply({ ...topic, metadata: { name: 'a', namespace: 'shop' } });
    advance();
    expect(live(kindOf(topic), 'a')).not.toHaveProperty('status');
  });

  it('write nothing twice', () => {
    const { apply, advance, live } = createControllers();
    apply(stream);
    advance();
    const before = live(KINDS.stream, 'a');
    advance(HOUR_MS);
    expect(live(KINDS.stream, 'a')).toBe(before);
  });

  it('find the stream of a consumer by the name that it has in NATS', () => {
    const { apply, advance, live } = createControllers();
    apply(stream);
    apply(consumer('CALLS'));
    advance();
    const kind = kindOf(consumer(''));
    expect(live(kind, 'a')?.status).toMatchObject(condition('Ready'));
    apply(consumer('OTHERS'));
    advance();
    expect(live(kind, 'a')?.status).toMatchObject({
      conditions: [
        {
          status: 'False',
          reason: 'Errored',
          message: 'failed to create consumer: stream "OTHERS" not found',
        },
      ],
    });
  });

  it('fetch secrets from a store that is there, and make none', () => {
    const {
      store: cluster,
      apply,
      advance,
      live,
      health,
    } = createControllers();
    apply(external);
    advance();
    const kind = kindOf(external);
    expect(health(kind, 'a')).toBe('Degraded');
    expect(live(kind, 'a')?.status).toMatchObject({
      conditions: [
        {
          reason: 'SecretSyncedError',
          message:
            'could not get secret data from provider: SecretStore "a" not found',
        },
      ],
    });
    apply(store);
    advance();
    expect(health(kind, 'a')).toBe('Healthy');
    const first = live(kind, 'a')?.status;
    expect(first).toMatchObject({
      binding: { name: 'password' },
      refreshTime: '2026-11-22T10:20:31Z',
    });
    advance(HOUR_MS / 2);
    expect(live(kind, 'a')?.status).toEqual(first);
    advance(HOUR_MS);
    expect(live(kind, 'a')?.status).not.toEqual(first);
    expect(cluster.list({ group: '', kind: 'Secret' })).toEqual([]);
  });

  it('say of a route what its gateway says, and which Service it misses', () => {
    const {
      store: cluster,
      apply,
      advance,
      live,
      health,
    } = createControllers();
    apply(route('web'));
    advance();
    expect(live(KINDS.httpRoute, 'a')?.status).toEqual({ parents: [] });
    expect(health(KINDS.httpRoute, 'a')).toBe('Progressing');
    cluster.put(gateway);
    advance();
    expect(health(KINDS.httpRoute, 'a')).toBe('Degraded');
    expect(live(KINDS.httpRoute, 'a')?.status).toMatchObject({
      parents: [
        {
          conditions: [
            { type: 'Accepted', status: 'True' },
            { reason: 'BackendNotFound', observedGeneration: 1 },
          ],
        },
      ],
    });
    apply(service);
    advance();
    expect(health(KINDS.httpRoute, 'a')).toBe('Healthy');
  });
});
