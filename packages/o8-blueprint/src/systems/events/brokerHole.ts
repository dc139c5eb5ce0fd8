import {
  networkPolicy,
  ownPods,
  podsIn,
  selectPods,
  tcpPorts,
} from '../../emitters/boundary/networkPolicy';
import type { ModuleContext } from '../../emitters/types';
import type { Manifest } from '../../types';
import { brokerPorts, usedBus } from './bus';

/** The way to the pods of the bus, and to nothing else in their namespace. */
export function brokerHole(context: ModuleContext): Manifest[] {
  const { spec, zone } = context;
  const used = usedBus(context);
  if (!used) {
    return [];
  }
  const { namespace, podLabels } = used.broker;
  return [
    networkPolicy(
      spec.metadata.name,
      { name: `allow-${used.bus}-egress` },
      {
        podSelector: selectPods(ownPods(spec)),
        policyTypes: ['Egress'],
        egress: [
          {
            to: [podsIn(namespace, podLabels)],
            ports: tcpPorts(zone, brokerPorts(used)),
          },
        ],
      },
    ),
  ];
}
