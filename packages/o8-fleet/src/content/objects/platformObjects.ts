import type { KubeObject } from '../../types';
import type { Scope } from '../Scope';
import { DAY_MS, SECOND_MS } from '../time';
import { createClusterBackups, createStorageLocation } from './storageObjects';
import { createPostgres, DATABASE_NAMESPACE } from './databaseObjects';
import { podSecurityLabels } from './namespaceObjects';
import { NODES } from './podObjects';
import { createReport, policies, scanAgeMs } from './reportObjects';
import { createSecretStore } from './secretObjects';

const AGE_MS = 420 * DAY_MS;

function* createNamespaces(scope: Scope): Generator<KubeObject> {
  const names = ['default', 'kube-system'];
  if (scope.cluster.deployedBy === scope.cluster.name) names.push('argocd');
  if (scope.cluster.role === 'workload') {
    names.push(
      ...['istio-ingress', 'istio-system', 'kafka', 'kyverno', 'monitoring'],
      ...['nats', 'observability', 'platform-db', 'velero'],
    );
  }
  for (const name of names) {
    const level = name.startsWith('kube') ? 'privileged' : 'baseline';
    const namespace = scope.object(
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        name,
        ageMs: AGE_MS,
        labels: {
          'kubernetes.io/metadata.name': name,
          ...(name !== 'default' && podSecurityLabels(level)),
        },
      },
      { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
    );
    yield namespace;
    const report = createReport(scope, namespace, {
      outcomes: { 'o8-namespace-pod-security': 'skip' },
      scanMs: scanAgeMs(scope, name),
    });
    if (report) yield report;
  }
}

function createNode(scope: Scope, index: number): KubeObject {
  const { name, region, kubernetesVersion } = scope.cluster;
  const zone = `${region}${'abc'[index - 1]}`;
  const resources = { cpu: '16', memory: '65536Mi', pods: '110' };
  return scope.object(
    {
      apiVersion: 'v1',
      kind: 'Node',
      name: `${name}-node-${index}`,
      ageMs: scope.int(`node/${index}`, 20, 60) * DAY_MS,
      labels: {
        'kubernetes.io/hostname': `${name}-node-${index}`,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/region': region,
        'topology.kubernetes.io/zone': zone,
      },
    },
    {
      spec: { providerID: `demo:///${zone}/${name}-node-${index}` },
      status: {
        capacity: resources,
        allocatable: resources,
        addresses: [{ type: 'InternalIP', address: `10.0.0.${10 + index}` }],
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            reason: 'KubeletReady',
            message: 'kubelet is posting ready status',
            lastHeartbeatTime: scope.ago(30 * SECOND_MS),
            lastTransitionTime: scope.ago(19 * DAY_MS),
          },
        ],
        nodeInfo: {
          architecture: 'amd64',
          bootID: scope.uid('boot', undefined, `${index}`),
          containerRuntimeVersion: 'containerd://2.2.1',
          kernelVersion: '6.12.48',
          kubeProxyVersion: '',
          kubeletVersion: kubernetesVersion,
          machineID: scope.seeded.hex(`${name}/machine/${index}`, 32),
          operatingSystem: 'linux',
          osImage: 'Debian GNU/Linux 13 (trixie)',
          systemUUID: scope.uid('system', undefined, `${index}`),
        },
      },
    },
  );
}

function* createPolicies(scope: Scope): Generator<KubeObject> {
  for (const policy of policies) {
    yield scope.object(
      {
        apiVersion: 'policies.kyverno.io/v1',
        kind: 'ValidatingPolicy',
        name: policy.name,
        ageMs: 200 * DAY_MS,
        generation: 2,
        annotations: {
          'policies.kyverno.io/title': policy.title,
          'policies.kyverno.io/category': policy.category,
          'policies.kyverno.io/severity': policy.severity,
        },
      },
      {
        spec: {
          validationActions: ['Audit'],
          evaluation: { background: { enabled: true } },
          matchConstraints: {
            resourceRules: [
              {
                apiGroups: [policy.resource.group],
                apiVersions: [policy.resource.version],
                operations: ['CREATE', 'UPDATE'],
                resources: policy.resource.plurals,
              },
            ],
          },
          validations: [
            { expression: policy.expression, message: policy.message },
          ],
        },
        status: { conditionStatus: { ready: true } },
      },
    );
  }
}

function createGateway(scope: Scope): KubeObject {
  return scope.object(
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      name: 'public',
      namespace: 'istio-ingress',
      ageMs: 300 * DAY_MS,
      generation: 1,
    },
    {
      spec: {
        gatewayClassName: 'istio',
        listeners: [
          {
            name: 'https',
            port: 443,
            protocol: 'HTTPS',
            hostname: `*.${scope.cluster.name}.o8.example`,
            tls: {
              mode: 'Terminate',
              certificateRefs: [{ name: 'public-tls' }],
            },
            allowedRoutes: { namespaces: { from: 'All' } },
          },
        ],
      },
      status: {
        conditions: [
          {
            type: 'Programmed',
            status: 'True',
            reason: 'Programmed',
            message: '',
            observedGeneration: 1,
            lastTransitionTime: scope.ago(300 * DAY_MS),
          },
        ],
      },
    },
  );
}

/** What a cluster holds before any module comes. */
export function* createPlatform(scope: Scope): Generator<KubeObject> {
  yield* createNamespaces(scope);
  for (let index = 1; index <= NODES; index += 1)
    yield createNode(scope, index);
  if (scope.cluster.role !== 'workload') return;
  const location = { ageMs: AGE_MS, isReachable: true };
  yield createStorageLocation(scope, { name: 'default', ...location });
  if (scope.cluster.name === 'us-1') {
    yield createStorageLocation(scope, {
      name: 'us-archive',
      ageMs: AGE_MS,
      isReachable: false,
    });
  }
  yield* createClusterBackups(scope);
  yield* createPolicies(scope);
  yield createGateway(scope);
  yield* createPostgres(scope, { name: 'shared-pg', ageMs: 300 * DAY_MS });
  // By which the passwords of its roles come, as the blueprint writes them.
  yield createSecretStore(scope, {
    name: 'o8-platform',
    namespace: DATABASE_NAMESPACE,
    ageMs: 300 * DAY_MS,
  });
}
