import { isEqualJson } from '../../apiserver/store/isEqualJson';
import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';

/** The label by which Argo Rollouts tells the pods of versions apart. */
export const ROLLOUT_HASH = 'rollouts-pod-template-hash';

/** The hashes of the pods that the two Services of a canary are for. */
export interface Versions {
  stable: string;
  canary: string;
}

/**
 * Does to routes and Services what Argo Rollouts does: the canary gets so many of a
 * hundred requests, and each Service has the pods of its version.
 */
export function shiftRequests(
  store: ObjectStore,
  rollout: KubeObject,
  { percent, versions }: { percent: number; versions: Versions },
): void {
  const { namespace } = rollout.metadata;
  const canary = canaryOf(rollout);
  const names = {
    stable: `${canary.stableService}`,
    canary: `${canary.canaryService}`,
  };
  for (const version of ['stable', 'canary'] as const) {
    const service = store.get(KINDS.service, namespace, names[version]);
    if (service) selectVersion(store, service, versions[version]);
  }
  const shares = new Map([
    [names.stable, 100 - percent],
    [names.canary, percent],
  ]);
  const { istio, plugins } = recordOf(canary.trafficRouting);
  const { name, routes } = recordOf(recordOf(istio).virtualService);
  const virtualService = store.get(KINDS.virtualService, namespace, `${name}`);
  if (virtualService) {
    const spec = recordOf(virtualService.spec);
    const http = listOf(spec.http).map(each =>
      isNamed(routes, each.name)
        ? {
            ...each,
            route: listOf(each.route).map(route => {
              const { host } = recordOf(route.destination);
              return withWeight(route, `${host}`.split('.')[0], shares);
            }),
          }
        : each,
    );
    put(store, virtualService, { ...spec, http });
  }
  for (const plugin of Object.values(recordOf(plugins))) {
    const route = store.get(
      KINDS.httpRoute,
      namespace,
      `${recordOf(plugin).httpRoute}`,
    );
    if (route) shiftHttpRoute(store, route, shares);
  }
}

/** The `canary` of a Rollout's strategy. */
export function canaryOf({ spec }: KubeObject): JsonRecord {
  return recordOf(recordOf(recordOf(spec).strategy).canary);
}

function shiftHttpRoute(
  store: ObjectStore,
  route: KubeObject,
  shares: ReadonlyMap<string, number>,
): void {
  const spec = recordOf(route.spec);
  const rules = listOf(spec.rules).map(rule => ({
    ...rule,
    backendRefs: listOf(rule.backendRefs).map(each =>
      withWeight(each, `${each.name}`, shares),
    ),
  }));
  put(store, route, { ...spec, rules });
}

function withWeight(
  backend: JsonRecord,
  service: string,
  shares: ReadonlyMap<string, number>,
): JsonRecord {
  const weight = shares.get(service);
  return weight === undefined ? backend : { ...backend, weight };
}

function selectVersion(
  store: ObjectStore,
  service: KubeObject,
  hash: string,
): void {
  const spec = recordOf(service.spec);
  const selector = { ...recordOf(spec.selector), [ROLLOUT_HASH]: hash };
  put(store, service, { ...spec, selector });
}

function put(store: ObjectStore, object: KubeObject, spec: JsonRecord): void {
  if (!isEqualJson(object.spec, spec)) store.put({ ...object, spec });
}

/** Without names, a VirtualService has one route. */
function isNamed(routes: unknown, name: unknown): boolean {
  return !Array.isArray(routes) || routes.length === 0 || routes.includes(name);
}

function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): JsonRecord[] {
  return (Array.isArray(value) ? value : []).filter(isRecord);
}
