import { createSource } from '../createSource';
import { toDestinationRule } from './toDestinationRule';
import { toVirtualService } from './toVirtualService';

/** Where Istio sends requests, in which shares, and what it does if that fails. */
export const istioTrafficSource = createSource({
  id: 'istioTraffic',
  reach: 'placements',
  readings: [
    {
      group: 'networking.istio.io',
      kind: 'VirtualService',
      plural: 'virtualservices',
      fact: 'virtualService',
      read: object => ({ value: toVirtualService(object) }),
    },
    {
      group: 'networking.istio.io',
      kind: 'DestinationRule',
      plural: 'destinationrules',
      fact: 'destinationRule',
      read: object => ({ value: toDestinationRule(object) }),
    },
  ],
});
