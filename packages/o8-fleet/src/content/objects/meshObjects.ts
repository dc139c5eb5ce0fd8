import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';

const domain = 'o8.example';

/** The module's part of the mesh that comes from its own repository. */
export function* createRouting(placement: Placement): Generator<KubeObject> {
  const { name, ageMs, module } = placement;
  const host = `${name}.${name}.svc.cluster.local`;
  const common = { namespace: name, ageMs, generation: 2 };
  const subsets = ['stable', 'canary'];
  yield placement.object(
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      name,
      ...common,
    },
    {
      spec: {
        host,
        exportTo: ['.'],
        trafficPolicy: {
          loadBalancer: { simple: 'LEAST_REQUEST' },
          outlierDetection: {
            consecutive5xxErrors: 5,
            interval: '10s',
            baseEjectionTime: '30s',
          },
        },
        ...(module.workload === 'Rollout' && {
          subsets: subsets.map(subset => ({
            name: subset,
            labels: { 'app.kubernetes.io/name': name },
          })),
        }),
      },
    },
  );
  if (module.workload === 'Rollout') {
    yield placement.object(
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        name,
        ...common,
      },
      {
        spec: {
          hosts: [host],
          exportTo: ['.'],
          http: [
            {
              name: 'primary',
              timeout: '5s',
              route: subsets.map((subset, index) => ({
                destination: { host, subset, port: { number: 80 } },
                weight: index === 0 ? 100 : 0,
              })),
            },
          ],
        },
      },
    );
  }
  yield placement.object(
    { apiVersion: 'telemetry.istio.io/v1', kind: 'Telemetry', name, ...common },
    {
      spec: {
        tracing: [
          {
            providers: [{ name: 'otel-tracing' }],
            randomSamplingPercentage: 10,
          },
        ],
      },
    },
  );
  if (module.isPublic) yield createRoute(placement);
}

function createRoute(placement: Placement): KubeObject {
  const { name, ageMs, cluster } = placement;
  const parentRef = {
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    name: 'public',
    namespace: 'istio-ingress',
    sectionName: 'https',
  };
  const condition = (type: string, reason: string) => ({
    type,
    status: 'True',
    reason,
    message: '',
    observedGeneration: 1,
    lastTransitionTime: placement.ago(ageMs),
  });
  return placement.object(
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      name: `${name}-public`,
      namespace: name,
      ageMs,
      generation: 1,
    },
    {
      spec: {
        parentRefs: [parentRef],
        hostnames: [`${name}.${cluster.name}.${domain}`],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            timeouts: { request: '5s' },
            backendRefs: [{ name, port: 80, weight: 100 }],
          },
        ],
      },
      status: {
        parents: [
          {
            parentRef,
            controllerName: 'istio.io/gateway-controller',
            conditions: [
              condition('Accepted', 'Accepted'),
              condition('ResolvedRefs', 'ResolvedRefs'),
            ],
          },
        ],
      },
    },
  );
}

/** The platform's part: strict mTLS, nobody in but those named. */
export function* createMeshBoundary(
  placement: Placement,
): Generator<KubeObject> {
  const { name, ageMs } = placement;
  const common = { namespace: name, ageMs, generation: 1 };
  yield placement.object(
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      name: 'default',
      ...common,
    },
    { spec: { mtls: { mode: 'STRICT' } } },
  );
  yield placement.object(
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      name: 'deny-all',
      ...common,
    },
    { spec: {} },
  );
  yield placement.object(
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      name: 'allow-callers',
      ...common,
    },
    {
      spec: {
        action: 'ALLOW',
        selector: { matchLabels: { 'app.kubernetes.io/name': name } },
        rules: [
          {
            from: [
              {
                source: {
                  serviceAccounts: ['istio-ingress/public-istio'],
                },
              },
            ],
            to: [{ operation: { ports: ['8080'] } }],
          },
          {
            from: [{ source: { serviceAccounts: ['monitoring/prometheus'] } }],
            to: [{ operation: { ports: ['9090'] } }],
          },
        ],
      },
    },
  );
  if (placement.module.isPublic) {
    yield placement.object(
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'ReferenceGrant',
        name: 'public-gateway',
        ...common,
      },
      {
        spec: {
          from: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'HTTPRoute',
              namespace: 'istio-ingress',
            },
          ],
          to: [{ group: '', kind: 'Service' }],
        },
      },
    );
  }
}
