import type { Manifest } from '../../types';
import type { ModuleContext } from '../types';
import {
  networkPolicy,
  ownPods,
  podsIn,
  selectPods,
  tcpPorts,
} from './networkPolicy';

/** The way to external hosts: their addresses, or the egress gateway and nothing beyond it. */
export function externalHosts(context: ModuleContext): Manifest[] {
  const { spec, hosts, zone } = context;
  if (hosts.length === 0) {
    return [];
  }
  const { gateway } = zone.spec.egress;
  const policy = (name: string, egress: object[]) =>
    networkPolicy(
      spec.metadata.name,
      { name },
      {
        podSelector: selectPods(ownPods(spec)),
        policyTypes: ['Egress'],
        egress,
      },
    );
  return gateway
    ? [
        policy('allow-egress-gateway', [
          {
            to: [podsIn(gateway.namespace, gateway.podLabels)],
            // In ambient the gateway is a waypoint, which is reached by the tunnel only.
            ports: tcpPorts(
              zone,
              zone.spec.mesh.mode === 'ambient' ? [] : [gateway.port],
            ),
          },
        ]),
      ]
    : [policy('allow-external-hosts', hosts.map(toRule))];
}

function toRule({ cidrs, port }: ModuleContext['hosts'][number]): object {
  return {
    to: cidrs.map(cidr => ({ ipBlock: { cidr } })),
    ports: [{ port, protocol: 'TCP' }],
  };
}
