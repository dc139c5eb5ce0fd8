import { healthOf } from './healthOf';

const judge = (type: string, status?: object, metadata: object = {}) => {
  const [group, kind] = type.split('/');
  const health = healthOf({
    apiVersion: `${group}/v1`,
    kind,
    metadata: { name: 'a', uid: 'u', creationTimestamp: '', ...metadata },
    ...(status && { status }),
  });
  return health && `${health.status}: ${health.message ?? ''}`;
};
const conditions = (type: string, status: string, message?: string) => ({
  conditions: [{ type, status, message }],
});
const ROUTE = 'gateway.networking.k8s.io/HTTPRoute';
const ROLLOUT = 'argoproj.io/Rollout';
const CLUSTER = 'postgresql.cnpg.io/Cluster';

it.each<[string, object | undefined, string | undefined]>([
  [
    'external-secrets.io/ExternalSecret',
    undefined,
    'Progressing: Waiting for status',
  ],
  [
    'external-secrets.io/SecretStore',
    conditions('Ready', 'True', 'ok'),
    'Healthy: ok',
  ],
  [
    'external-secrets.io/ExternalSecret',
    conditions('Ready', 'False', 'no'),
    'Degraded: no',
  ],
  ['kafka.strimzi.io/KafkaTopic', conditions('Ready', 'True'), 'Healthy: '],
  [
    'kafka.strimzi.io/KafkaUser',
    conditions('NotReady', 'True'),
    'Progressing: Waiting for status',
  ],
  ['bitnami.com/SealedSecret', undefined, 'Healthy: '],
  [
    'bitnami.com/SealedSecret',
    conditions('Synced', 'False', 'no key'),
    'Degraded: no key',
  ],
  [ROUTE, undefined, 'Progressing: Waiting for a gateway'],
  [ROUTE, { parents: [conditions('Accepted', 'True')] }, 'Healthy: '],
  [
    ROUTE,
    {
      parents: [
        conditions('Accepted', 'True'),
        conditions('ResolvedRefs', 'False', 'gone'),
      ],
    },
    'Degraded: gone',
  ],
  [CLUSTER, undefined, 'Progressing: Waiting for status'],
  [
    CLUSTER,
    { phase: 'Cluster in healthy state' },
    'Healthy: Cluster in healthy state',
  ],
  [CLUSTER, { phase: 'Failing over' }, 'Progressing: Failing over'],
  [CLUSTER, { phase: 'constructor' }, 'Progressing: constructor'],
  [
    CLUSTER,
    { phase: 'Not enough disk space' },
    'Degraded: Not enough disk space',
  ],
  [ROLLOUT, {}, 'Progressing: Waiting for rollout spec update to be observed'],
  [ROLLOUT, { phase: 'Healthy', observedGeneration: '1' }, 'Healthy: '],
  [
    ROLLOUT,
    { phase: 'Paused', message: 'm', observedGeneration: '1' },
    'Suspended: m',
  ],
  [ROLLOUT, { phase: 'Degraded', observedGeneration: '1' }, 'Degraded: '],
  // Argo CD brings no rule for these: they are neither well nor not.
  ['jetstream.nats.io/Stream', conditions('Ready', 'False'), undefined],
  ['postgresql.cnpg.io/Database', { applied: false }, undefined],
  ['networking.istio.io/VirtualService', undefined, undefined],
])('judges %s with %j', (type, status, health) => {
  expect(judge(type, status)).toBe(health);
});

it('does not believe a Rollout that has not seen its last change', () => {
  const status = { phase: 'Healthy', observedGeneration: '1' };
  expect(judge(ROLLOUT, status, { generation: 2 })).toContain('Progressing');
});
