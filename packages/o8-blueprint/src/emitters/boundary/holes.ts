import { metricsPort } from '../../rules/modulePorts';
import type { Manifest } from '../../types';
import { metricsEndpoint } from '../module/metricsEndpoint';
import type { ModuleContext } from '../types';
import {
  networkPolicy,
  ownPods,
  podsIn,
  selectPods,
  tcpPorts,
} from './networkPolicy';

const ISTIOD_PORT = 15_012;
/** Where a sidecar serves its own metrics together with those of the module. */
const MERGED_METRICS_PORT = 15_020;
/** What the probes of a node look like to a pod in ambient, on every node. */
const AMBIENT_PROBES = '169.254.7.127/32';

/** Questions to the DNS of the cluster, and to the cache of the node where there is one. */
export function dnsHole({ spec, zone }: ModuleContext): Manifest[] {
  const { namespace, podLabels, nodeLocalCidr } = zone.spec.dns;
  const cache = nodeLocalCidr ? [{ ipBlock: { cidr: nodeLocalCidr } }] : [];
  const rule = {
    to: [podsIn(namespace, podLabels), ...cache],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
  return [
    networkPolicy(
      spec.metadata.name,
      { name: 'allow-dns-egress' },
      { podSelector: {}, policyTypes: ['Egress'], egress: [rule] },
    ),
  ];
}

/** What each pod needs to be in the mesh. In ambient its proxy is the node's. */
export function meshHoles({ spec, zone }: ModuleContext): Manifest[] {
  const { name } = spec.metadata;
  const { mode, namespace } = zone.spec.mesh;
  switch (mode) {
    case 'sidecar': {
      const rule = {
        to: [podsIn(namespace, { app: 'istiod' })],
        ports: [{ port: ISTIOD_PORT, protocol: 'TCP' }],
      };
      return [
        networkPolicy(
          name,
          { name: 'allow-istiod-egress' },
          { podSelector: {}, policyTypes: ['Egress'], egress: [rule] },
        ),
      ];
    }
    case 'ambient': {
      const rule = { from: [{ ipBlock: { cidr: AMBIENT_PROBES } }] };
      return [
        networkPolicy(
          name,
          { name: 'allow-node-probes' },
          { podSelector: {}, policyTypes: ['Ingress'], ingress: [rule] },
        ),
      ];
    }
    default:
      return [];
  }
}

/** Prometheus, where it asks and nowhere else. */
export function metricsHole(context: ModuleContext): Manifest[] {
  const { spec, zone } = context;
  const { monitoring } = zone.spec;
  const ports = listMetricsPorts(context);
  if (!monitoring || ports.length === 0) {
    return [];
  }
  const rule = {
    from: [podsIn(monitoring.namespace, monitoring.podLabels)],
    ports: tcpPorts(zone, ports),
  };
  return [
    networkPolicy(
      spec.metadata.name,
      { name: 'allow-metrics' },
      {
        podSelector: selectPods(ownPods(spec)),
        policyTypes: ['Ingress'],
        ingress: [rule],
      },
    ),
  ];
}

function listMetricsPorts(context: ModuleContext): number[] {
  const { spec, zone } = context;
  if (!spec.spec.workload.chart) {
    const endpoint = metricsEndpoint(context);
    return endpoint ? [endpoint.port] : [];
  }
  // Which of the two the chart's own monitors ask is not known.
  const merged = zone.spec.mesh.mode === 'sidecar' ? [MERGED_METRICS_PORT] : [];
  const port = metricsPort(spec);
  return port === undefined ? [] : [port, ...merged];
}

/**
 * The pods of a chart talk to each other, on ports that nobody has told us. Those of
 * generated modules are equal, and need not.
 */
export function siblingsHole({ spec }: ModuleContext): Manifest[] {
  const siblings = [{ podSelector: {} }];
  return spec.spec.workload.chart
    ? [
        networkPolicy(
          spec.metadata.name,
          { name: 'allow-same-namespace' },
          {
            podSelector: {},
            policyTypes: ['Ingress', 'Egress'],
            ingress: [{ from: siblings }],
            egress: [{ to: siblings }],
          },
        ),
      ]
    : [];
}
