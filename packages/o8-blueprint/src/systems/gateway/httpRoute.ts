import type { Emitter, ModuleContext } from '../../emitters/types';
import type { Manifest } from '../../types';
import { versionBackends } from '../delivery/versionBackends';
import { healthRoute } from '../mesh/failover';
import { isPassedThrough, publicPaths } from './publicHosts';
import { publicBackend, routeKind, toRoute, type Backend } from './toRoute';

/** How many requests of a client a minute lets through, for the gateway to read. */
export const ANNOTATION_RATE_LIMIT = 'orchestr8.io/rate-limit-per-minute';

/** That the gateway has to ask who somebody is. */
export const ANNOTATION_AUTHENTICATION = 'orchestr8.io/authentication';

/** What leads requests of the world to a module; TLS ends at the gateway. */
export const httpRoute: Emitter<ModuleContext> = {
  file: () => 'http-route.yaml',
  home: 'module',
  kinds: [routeKind('HTTPRoute')],
  writes: ['exposure.kind.public', 'placements[].host'],
  forCharts: true,
  emit: context => {
    const listener = context.zone.spec.gateway?.listener;
    return listener === undefined || isPassedThrough(context.spec)
      ? []
      : [
          ...toRoute(context, 'HTTPRoute', {
            listener,
            annotations: toAnnotations(context),
            rules: [toRule(context)],
          }),
          ...toHealthRoute(context, listener),
        ];
  },
};

function toRule(context: ModuleContext): object {
  const backends = versionBackends(context) ?? [publicBackend(context)];
  return {
    matches: publicPaths(context.spec).map(value => ({
      path: { type: 'PathPrefix', value },
    })),
    backendRefs: backends.map(toBackendRef),
  };
}

/**
 * Where a load balancer asks for the health of a region: a route of its own, because no
 * limit, authentication or canary is for it.
 */
function toHealthRoute(context: ModuleContext, listener: string): Manifest[] {
  const health = context.at && healthRoute(context, context.at);
  return health
    ? toRoute(context, 'HTTPRoute', {
        listener,
        suffix: '-health',
        rules: [
          {
            matches: [{ path: { type: 'Exact', value: health.path } }],
            ...(health.target !== undefined && {
              filters: [toRewrite(health.target)],
            }),
            backendRefs: [toBackendRef(publicBackend(context))],
          },
        ],
      })
    : [];
}

function toRewrite(target: string): object {
  return {
    type: 'URLRewrite',
    urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: target } },
  };
}

function toBackendRef({ name, port, weight = 1 }: Backend): object {
  // With what the API server adds: Argo CD would take it for a difference.
  return { group: '', kind: 'Service', name, port, weight };
}

/**
 * No API says these in the same way for all gateways, and tenants cannot write filters
 * of Envoy: the gateway of the platform reads them from the route.
 */
function toAnnotations({
  spec: { spec },
  zone,
}: ModuleContext): Record<string, string> {
  const { rateLimitPerMinute, authentication } = spec.exposure ?? {};
  return {
    ...(rateLimitPerMinute !== undefined && {
      [ANNOTATION_RATE_LIMIT]: String(rateLimitPerMinute),
    }),
    ...(authentication &&
      zone.spec.gateway?.authentication === true && {
        [ANNOTATION_AUTHENTICATION]: 'required',
      }),
  };
}
