import { createSource } from '../createSource';
import { toAuthorizationPolicy } from './toAuthorizationPolicy';
import { toPeerAuthentication } from './toPeerAuthentication';

/** Who may call whom in the mesh, and whether only encrypted. */
export const istioSecuritySource = createSource({
  id: 'istioSecurity',
  reach: 'placements',
  readings: [
    {
      group: 'security.istio.io',
      kind: 'PeerAuthentication',
      plural: 'peerauthentications',
      fact: 'peerAuthentication',
      read: ({ spec }) => ({ value: toPeerAuthentication(spec) }),
    },
    {
      group: 'security.istio.io',
      kind: 'AuthorizationPolicy',
      plural: 'authorizationpolicies',
      fact: 'authorizationPolicy',
      read: ({ spec }) => ({ value: toAuthorizationPolicy(spec) }),
    },
  ],
});
