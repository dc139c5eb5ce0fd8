import { condition, inModule, onPlatform } from './createExample';

const HOST = 'billing.billing.svc.cluster.local';
const GATEWAY_API = 'gateway.networking.k8s.io/v1';

const istioExamples = [
  inModule('networking.istio.io/v1', 'VirtualService', {
    spec: {
      hosts: [HOST],
      exportTo: ['.'],
      http: [
        {
          name: 'primary',
          timeout: '5s',
          route: [
            { destination: { host: HOST, subset: 'stable' }, weight: 90 },
            { destination: { host: HOST, subset: 'canary' }, weight: 10 },
          ],
        },
      ],
    },
  }),
  inModule('networking.istio.io/v1', 'DestinationRule', {
    spec: {
      host: HOST,
      exportTo: ['.'],
      trafficPolicy: {
        loadBalancer: {
          simple: 'LEAST_REQUEST',
          localityLbSetting: {
            enabled: true,
            failover: [{ from: 'eu-west-1', to: 'us-east-1' }],
          },
        },
        outlierDetection: { consecutive5xxErrors: 5, interval: '10s' },
      },
      subsets: [{ name: 'stable' }, { name: 'canary' }],
    },
  }),
  inModule('security.istio.io/v1', 'PeerAuthentication', {
    spec: { mtls: { mode: 'STRICT' } },
  }),
  inModule('security.istio.io/v1', 'AuthorizationPolicy', { spec: {} }),
  inModule('telemetry.istio.io/v1', 'Telemetry', {
    spec: {
      tracing: [
        {
          providers: [{ name: 'otel-tracing' }],
          randomSamplingPercentage: 10,
        },
      ],
      accessLogging: [{ providers: [{ name: 'otel' }] }],
    },
  }),
];

const parentRef = {
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  name: 'public',
  namespace: 'istio-ingress',
  sectionName: 'https',
};

const gatewayExamples = [
  onPlatform('istio-system', GATEWAY_API, 'Gateway', {
    spec: {
      gatewayClassName: 'istio',
      listeners: [
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          hostname: '*.example.com',
          tls: { mode: 'Terminate', certificateRefs: [{ name: 'public' }] },
          allowedRoutes: { namespaces: { from: 'All' } },
        },
      ],
    },
    status: {
      addresses: [{ type: 'IPAddress', value: '192.0.2.1' }],
      conditions: [condition('Accepted'), condition('Programmed')],
      listeners: [
        {
          name: 'https',
          attachedRoutes: 7,
          conditions: [],
          supportedKinds: [],
        },
      ],
    },
  }),
  inModule(GATEWAY_API, 'HTTPRoute', {
    spec: {
      parentRefs: [parentRef],
      hostnames: ['billing.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [
            { name: 'billing-stable', port: 80, weight: 100 },
            { name: 'billing-canary', port: 80, weight: 0 },
          ],
        },
      ],
    },
    status: {
      parents: [
        {
          parentRef,
          controllerName: 'istio.io/gateway-controller',
          conditions: [condition('Accepted'), condition('ResolvedRefs')],
        },
      ],
    },
  }),
  inModule(GATEWAY_API, 'ReferenceGrant', {
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
  }),
];

/** How requests get to a module, and from whom. */
export const meshExamples = [...istioExamples, ...gatewayExamples];
