import type { z } from 'zod';
import { isRecord } from '../../render/parseManifests';
import {
  count,
  fields,
  flag,
  label,
  list,
  oneOf,
  port,
  portOrName,
  text,
  textMap,
  texts,
} from './fields';

/** A Service, but for its metadata. */
export const serviceSchema: z.ZodRawShape = {
  spec: fields({
    allocateLoadBalancerNodePorts: flag,
    clusterIP: text,
    clusterIPs: texts,
    externalIPs: texts,
    externalName: text,
    externalTrafficPolicy: oneOf('Cluster', 'Local'),
    healthCheckNodePort: count,
    internalTrafficPolicy: oneOf('Cluster', 'Local'),
    ipFamilies: list(oneOf('IPv4', 'IPv6')),
    ipFamilyPolicy: oneOf('PreferDualStack', 'RequireDualStack', 'SingleStack'),
    loadBalancerClass: text,
    loadBalancerIP: text,
    loadBalancerSourceRanges: texts,
    ports: list(
      fields(
        {
          appProtocol: text,
          name: label,
          nodePort: count,
          protocol: oneOf('SCTP', 'TCP', 'UDP'),
          targetPort: portOrName,
        },
        { port },
      ),
    ),
    publishNotReadyAddresses: flag,
    selector: textMap,
    sessionAffinity: oneOf('ClientIP', 'None'),
    sessionAffinityConfig: fields({
      clientIP: fields({ timeoutSeconds: count }),
    }),
    trafficDistribution: oneOf(
      'PreferClose',
      'PreferSameNode',
      'PreferSameZone',
    ),
    type: oneOf('ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'),
  }).superRefine(checkPorts),
};

/** Without an address of its own it needs no ports; several need names to be told apart. */
function checkPorts(spec: unknown, context: z.RefinementCtx): void {
  if (!isRecord(spec)) return;
  const ports = Array.isArray(spec.ports) ? spec.ports.filter(isRecord) : [];
  const refuse = (message: string, path: (string | number)[]) =>
    context.addIssue({ code: 'custom', path, message });
  const isBare = spec.type === 'ExternalName' || spec.clusterIP === 'None';
  if (ports.length === 0 && !isBare) refuse('Required value', ['ports']);
  if (ports.length < 2) return;
  ports.forEach(({ name }, index) => {
    const path = ['ports', index, 'name'];
    const isTwice = ports.findIndex(other => other.name === name) < index;
    if (!name) refuse('Required value', path);
    else if (isTwice) refuse('Duplicate value', path);
  });
}
