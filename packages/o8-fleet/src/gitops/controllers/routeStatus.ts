import type { KubeObject } from '../../types';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import type { Operated } from './operators';
import { toCondition } from './toCondition';

const CONTROLLER = 'istio.io/gateway-controller';

/** What each gateway that there is says of a route to it. */
export function routeStatus(operated: Operated): JsonRecord {
  const { store, object, spec, before } = operated;
  const known = (Array.isArray(before.parents) ? before.parents : []).filter(
    isRecord,
  );
  const parents = recordsIn(spec.parentRefs)
    .filter(({ name, namespace }) =>
      store.get(
        KINDS.gateway,
        `${namespace ?? object.metadata.namespace}`,
        `${name}`,
      ),
    )
    .map(parentRef => {
      const old = known.find(
        ({ parentRef: each }) =>
          JSON.stringify(each) === JSON.stringify(parentRef),
      );
      return {
        parentRef,
        controllerName: CONTROLLER,
        conditions: toConditions(operated, old),
      };
    });
  return { parents };
}

function toConditions(
  { store, object, spec, now }: Operated,
  before: unknown,
): JsonRecord[] {
  const missing = recordsIn(spec.rules)
    .flatMap(({ backendRefs }) => recordsIn(backendRefs))
    .find(({ name, namespace }) => {
      const place = `${namespace ?? object.metadata.namespace}`;
      return !store.get(KINDS.service, place, `${name}`);
    });
  const { generation: observedGeneration = 1 }: KubeObject['metadata'] =
    object.metadata;
  const tell = (
    type: string,
    status: 'True' | 'False',
    [reason, message]: [reason: string, message: string],
  ) => ({
    ...toCondition(before, now, { type, status, reason, message }),
    observedGeneration,
  });
  return [
    tell('Accepted', 'True', ['Accepted', 'Route was valid']),
    missing
      ? tell('ResolvedRefs', 'False', [
          'BackendNotFound',
          `backend(${missing.name}.${object.metadata.namespace}.svc.cluster.local) not found`,
        ])
      : tell('ResolvedRefs', 'True', [
          'ResolvedRefs',
          'All references resolved',
        ]),
  ];
}

function recordsIn(value: unknown): JsonRecord[] {
  return (Array.isArray(value) ? value : []).filter(isRecord);
}
