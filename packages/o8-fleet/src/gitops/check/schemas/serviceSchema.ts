import type { z } from 'zod';
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
  }),
};
