import type { Manifest } from '../../types';
import { findSchemaProblem } from '../findSchemaProblem';

const object = (apiVersion: string, kind: string, spec?: object): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'a', namespace: 'shop' },
  ...(spec && { spec }),
});
const of = (apiVersion: string, kind: string) => (spec: object) =>
  object(apiVersion, kind, spec);

const httpRoute = of('gateway.networking.k8s.io/v1', 'HTTPRoute');
const tlsRoute = of('gateway.networking.k8s.io/v1', 'TLSRoute');
const grant = of('gateway.networking.k8s.io/v1', 'ReferenceGrant');
const sidecar = of('networking.istio.io/v1', 'Sidecar');
const telemetry = of('telemetry.istio.io/v1', 'Telemetry');
const stream = of('jetstream.nats.io/v1beta2', 'Stream');
const consumer = of('jetstream.nats.io/v1beta2', 'Consumer');
const topic = of('kafka.strimzi.io/v1', 'KafkaTopic');
const user = of('kafka.strimzi.io/v1', 'KafkaUser');
const cluster = of('postgresql.cnpg.io/v1', 'Cluster');
const database = of('postgresql.cnpg.io/v1', 'Database');
const role = of('postgresql.cnpg.io/v1', 'DatabaseRole');
const scheduled = of('postgresql.cnpg.io/v1', 'ScheduledBackup');
const objectStore = of('barmancloud.cnpg.io/v1', 'ObjectStore');
const store = of('external-secrets.io/v1', 'SecretStore');
const external = of('external-secrets.io/v1', 'ExternalSecret');
const sealed = of('bitnami.com/v1alpha1', 'SealedSecret');
const rules = of('monitoring.coreos.com/v1', 'PrometheusRule');
const agents = of('opentelemetry.io/v1alpha1', 'Instrumentation');
const flow = of('logging.banzaicloud.io/v1beta1', 'Flow');
const clusterFlow = of('logging.banzaicloud.io/v1beta1', 'ClusterFlow');
const output = of('logging.banzaicloud.io/v1beta1', 'Output');
const clusterOutput = of('logging.banzaicloud.io/v1beta1', 'ClusterOutput');
const config = of('fluentd.fluent.io/v1alpha1', 'FluentdConfig');
const filter = of('fluentd.fluent.io/v1alpha1', 'Filter');
const fluentdOutput = of('fluentd.fluent.io/v1alpha1', 'Output');
const rollout = of('argoproj.io/v1alpha1', 'Rollout');
const analysis = of('argoproj.io/v1alpha1', 'AnalysisTemplate');
const policy = of('policies.kyverno.io/v1', 'NamespacedValidatingPolicy');
const images = of('policies.kyverno.io/v1', 'ImageValidatingPolicy');
const exception = of('policies.kyverno.io/v1', 'PolicyException');
const admission = of(
  'admissionregistration.k8s.io/v1',
  'ValidatingAdmissionPolicy',
);
const binding = of(
  'admissionregistration.k8s.io/v1',
  'ValidatingAdmissionPolicyBinding',
);

const reference = { cluster: { name: 'a' }, name: 'a' };
const canary = { strategy: { canary: {} } };

/** With the kind in front, for the titles. */
const titled = (table: [Manifest, string][]) =>
  table.map(([manifest, text]) => [manifest.kind, manifest, text] as const);

describe('the kinds of operators', () => {
  it.each<[string, Manifest]>(
    [
      httpRoute({ rules: [{ backendRefs: [{ name: 'a', weight: 0 }] }] }),
      sidecar({ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }),
      object('networking.istio.io/v1', 'Sidecar'),
      stream({ name: 'CALLS', subjects: ['calls.>'], preventDelete: true }),
      topic({ partitions: 1, replicas: 1, config: { 'retention.ms': 1 } }),
      cluster({ instances: 1, replica: { source: 'b', self: 'a' } }),
      store({ provider: { vault: { server: 'https://vault' } } }),
      rollout({ ...canary, workloadRef: { kind: 'Deployment', name: 'a' } }),
      output({ loki: { url: 'http://loki' } }),
      exception({
        policyRefs: [{ kind: 'ValidatingPolicy', name: 'a' }],
        expiresAt: '2027-01-31T23:59:59Z',
      }),
    ].map(each => [each.kind, each]),
  )('are taken: %s', (_, manifest) => {
    expect(findSchemaProblem(manifest)).toBeUndefined();
  });

  // A field that a server does not know is refused, whatever it was meant for.
  it.each(
    titled([
      [httpRoute({ hosts: ['a'] }), '.spec.hosts'],
      [
        httpRoute({ rules: [{ backendRefs: [{ name: 'a', wait: 1 }] }] }),
        '.spec.rules[0].backendRefs[name="a"].wait',
      ],
      [sidecar({ outbound: {} }), '.spec.outbound'],
      [telemetry({ traces: [] }), '.spec.traces'],
      [stream({ stream: 'a' }), '.spec.stream'],
      [consumer({ stream: 'a' }), '.spec.stream'],
      [topic({ retention: '7d' }), '.spec.retention'],
      [user({ acls: [] }), '.spec.acls'],
      [cluster({ instances: 1, replicas: 1 }), '.spec.replicas'],
      [database({ ...reference, owner: 'a', schema: 'a' }), '.spec.schema'],
      [role({ ...reference, password: 'a' }), '.spec.password'],
      [
        scheduled({ cluster: { name: 'a' }, schedule: '0', cron: '' }),
        '.spec.cron',
      ],
      [
        objectStore({ configuration: { destinationPath: 's3://a', url: 'a' } }),
        '.spec.configuration.url',
      ],
      [store({ provider: { vault: {} }, vault: {} }), '.spec.vault'],
      [external({ store: 'a' }), '.spec.store'],
      [sealed({ encryptedData: {}, scope: 'strict' }), '.spec.scope'],
      [
        rules({ groups: [{ name: 'a', rule: [] }] }),
        '.spec.groups[name="a"].rule',
      ],
      [agents({ endpoint: 'a' }), '.spec.endpoint'],
      [flow({ outputs: [] }), '.spec.outputs'],
      [clusterFlow({ localOutputRefs: [] }), '.spec.localOutputRefs'],
      [output({ stdout: {} }), '.spec.stdout'],
      [clusterOutput({ stdout: {} }), '.spec.stdout'],
      [config({ selector: {} }), '.spec.selector'],
      [filter({ filter: {} }), '.spec.filter'],
      [fluentdOutput({ output: {} }), '.spec.output'],
      [
        rollout({ ...canary, workloadRef: { kind: 'D', name: 'a', wait: 1 } }),
        '.spec.workloadRef.wait',
      ],
      [
        analysis({ metrics: [{ name: 'a', provider: {}, query: 'a' }] }),
        '.spec.metrics[name="a"].query',
      ],
      [policy({ rules: [] }), '.spec.rules'],
      [images({ attestors: [], validations: [], key: 'a' }), '.spec.key'],
      [
        exception({ policyRefs: [{ kind: 'A', name: 'a' }], until: '' }),
        '.spec.until',
      ],
      [admission({ validationActions: [] }), '.spec.validationActions'],
      [
        binding({ policyName: 'a', validationActions: ['Deny'], deny: true }),
        '.spec.deny',
      ],
    ]),
  )('have no further fields: %s', (_, manifest, path) => {
    expect(findSchemaProblem(manifest)).toContain(
      `${path}: field not declared in schema`,
    );
  });

  it.each(
    titled([
      [tlsRoute({ hostnames: ['a'] }), 'spec.rules: Required value'],
      [
        tlsRoute({ hostnames: [], rules: [] }),
        'spec.hostnames: Required value',
      ],
      [grant({ from: [{}], to: [] }), 'spec.to: Required value'],
      [
        sidecar({ outboundTrafficPolicy: { mode: 'ANY' } }),
        'Unsupported value: "ANY"',
      ],
      [
        telemetry({ tracing: [{ randomSamplingPercentage: 101 }] }),
        'must be less than or equal to 100',
      ],
      [stream({ name: 'a.b' }), "should match '^[^.*>]*$'"],
      [stream({ replicas: 0 }), 'must be greater than or equal to 1'],
      [consumer({ ackPolicy: 'some' }), 'Unsupported value: "some"'],
      [topic({ partitions: 0 }), 'must be greater than or equal to 1'],
      [
        user({
          authorization: { type: 'simple', acls: [{ operations: ['Eat'] }] },
        }),
        'Unsupported value: "Eat"',
      ],
      [cluster({}), 'spec.instances: Required value'],
      [
        cluster({ instances: 1, postgresql: { parameters: { a: 1 } } }),
        '.spec.postgresql.parameters.a: expected string, got 1',
      ],
      [database(reference), 'spec.owner: Required value'],
      [role({ name: 'a' }), 'spec.cluster: Required value'],
      [scheduled({ cluster: { name: 'a' } }), 'spec.schedule: Required value'],
      [objectStore({}), 'spec.configuration: Required value'],
      [
        store({ provider: { vault: {}, aws: {} } }),
        'must have exactly one provider',
      ],
      [
        external({ data: [{ secretKey: 'a' }] }),
        'spec.data[0].remoteRef: Required value',
      ],
      [sealed({}), 'spec.encryptedData: Required value'],
      [
        rules({ groups: [{ name: 'a', rules: [{ expr: 'a', for: 'long' }] }] }),
        'spec.groups[0].rules[0].for: Invalid value: "long"',
      ],
      [agents({ propagators: ['pigeon'] }), 'Unsupported value: "pigeon"'],
      [rollout(canary), 'needs either template or workloadRef'],
      [analysis({ metrics: [] }), 'spec.metrics: Required value'],
      [
        policy({ validations: [{}] }),
        'spec.validations[0].expression: Required value',
      ],
      [
        exception({
          policyRefs: [{ kind: 'A', name: 'a' }],
          expiresAt: 'soon',
        }),
        'spec.expiresAt: Invalid value: "soon"',
      ],
      [binding({ policyName: 'a' }), 'spec.validationActions: Required value'],
    ]),
  )('are refused with a reason: %s', (_, manifest, message) => {
    expect(findSchemaProblem(manifest)).toContain(message);
  });
});
