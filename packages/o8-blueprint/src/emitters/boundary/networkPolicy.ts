import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Manifest } from '../../types';
import { moduleLabels, selectorLabels } from '../labels';

/** Where the proxies of ambient take the traffic of their pods: the tunnel HBONE. */
const HBONE_PORT = 15_008;

/** A NetworkPolicy in the namespace of a module, which is whose it is. */
export function networkPolicy(
  module: string,
  { name, labels }: { name: string; labels?: Record<string, string> },
  spec: object,
): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name,
      namespace: module,
      labels: { ...moduleLabels(module), ...labels },
    },
    spec,
  };
}

/** Pods of a namespace; all of them without labels. */
export function podsIn(
  namespace: string,
  podLabels: Record<string, string>,
): object {
  const namespaceSelector = {
    matchLabels: { 'kubernetes.io/metadata.name': namespace },
  };
  // Both in one entry: as two they would mean "either".
  return Object.keys(podLabels).length > 0
    ? { namespaceSelector, podSelector: { matchLabels: podLabels } }
    : { namespaceSelector };
}

/** Pods of the policy's own namespace; all of them without labels. */
export function selectPods(podLabels: Record<string, string>): object {
  return Object.keys(podLabels).length > 0 ? { matchLabels: podLabels } : {};
}

/**
 * TCP ports as a policy sees them. In ambient the traffic arrives through the tunnel
 * instead, also where it comes from ambient and arrives at a sidecar.
 */
export function tcpPorts(
  { spec }: LandingZone,
  ports: number[],
  isTunnelled = spec.mesh.mode === 'ambient',
): object[] {
  const tunnel = isTunnelled ? [HBONE_PORT] : [];
  return [...ports, ...tunnel].map(port => ({ port, protocol: 'TCP' }));
}

/** What selects all pods of a module: which of them a chart calls what is not known. */
export function ownPods({
  metadata,
  spec,
}: ModuleSpec): Record<string, string> {
  return spec.workload.chart ? {} : selectorLabels(metadata.name);
}

/** What selects the pods of a module that others reach. */
export function reachablePods({
  metadata,
  spec,
}: ModuleSpec): Record<string, string> {
  return spec.workload.chart
    ? spec.workload.chart.selector ?? {}
    : selectorLabels(metadata.name);
}
