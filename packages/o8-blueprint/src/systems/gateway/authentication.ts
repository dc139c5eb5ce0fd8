import { moduleLabels } from '../../emitters/labels';
import type { Emitter, PlacementContext } from '../../emitters/types';
import { healthRoute } from '../mesh/failover';
import { isPublic } from './publicHosts';

/**
 * Asks a provider of the mesh about each request to the hosts of a module, at the
 * gateway. It lies beside the gateway: in the module's namespace it would hold for
 * callers inside too, and the module's team could take it away.
 */
export const authentication: Emitter<PlacementContext> = {
  file: () => 'gateway-authentication.yaml',
  home: 'gateway',
  kinds: [{ group: 'security.istio.io', kind: 'AuthorizationPolicy' }],
  emit: context => {
    const { spec, zone, placement } = context;
    const { gateway } = zone.spec;
    const { host } = placement;
    const { name } = spec.metadata;
    const isAsked = isPublic(spec) && spec.spec.exposure?.authentication;
    if (!isAsked || !host || typeof gateway?.authentication !== 'string') {
      return [];
    }
    const health = healthRoute(context, placement);
    return [
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: {
          name,
          namespace: gateway.namespace,
          labels: moduleLabels(name),
        },
        spec: {
          targetRefs: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'Gateway',
              name: gateway.name,
            },
          ],
          action: 'CUSTOM',
          provider: { name: gateway.authentication },
          rules: [
            {
              to: [
                {
                  operation: {
                    // The gateway routes a host with any port, so that is asked too.
                    hosts: [host, `${host}:*`],
                    ...(health && { notPaths: [health.path] }),
                  },
                },
              ],
            },
          ],
        },
      },
    ];
  },
};
