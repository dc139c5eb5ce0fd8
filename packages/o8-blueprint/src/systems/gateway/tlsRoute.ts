import type { Emitter, ModuleContext } from '../../emitters/types';
import { isPassedThrough } from './publicHosts';
import { publicBackend, routeKind, toRoute } from './toRoute';

/** What leads connections of the world to a module that ends TLS itself. */
export const tlsRoute: Emitter<ModuleContext> = {
  file: () => 'tls-route.yaml',
  home: 'module',
  kinds: [routeKind('TLSRoute')],
  writes: ['exposure.kind.public', 'placements[].host'],
  forCharts: true,
  emit: context => {
    const listener = context.zone.spec.gateway?.passthroughListener;
    const { name, port } = publicBackend(context);
    return listener === undefined || !isPassedThrough(context.spec)
      ? []
      : toRoute(context, 'TLSRoute', {
          listener,
          rules: [
            {
              backendRefs: [
                { group: '', kind: 'Service', name, port, weight: 1 },
              ],
            },
          ],
        });
  },
};
