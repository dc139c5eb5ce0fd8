import {
  networkPolicy,
  podsIn,
  reachablePods,
  selectPods,
  tcpPorts,
} from '../../emitters/boundary/networkPolicy';
import type { PlacementContext } from '../../emitters/types';
import { callerPort } from '../../rules/modulePorts';
import type { Manifest } from '../../types';
import { isPublic } from './publicHosts';

/** The gateway, to the port of a public module and no other. */
export function gatewayHole({ spec, zone }: PlacementContext): Manifest[] {
  const { gateway } = zone.spec;
  const port = callerPort(spec);
  if (!gateway || port === undefined || !isPublic(spec)) {
    return [];
  }
  return [
    networkPolicy(
      spec.metadata.name,
      { name: 'allow-gateway' },
      {
        podSelector: selectPods(reachablePods(spec)),
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [podsIn(gateway.namespace, gateway.podLabels)],
            ports: tcpPorts(zone, [port]),
          },
        ],
      },
    ),
  ];
}
