import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import {
  looseList,
  looseName,
  looseNames,
  looseNumber,
  looseObject,
} from '../loose';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

const MAX_HOSTS = 20;
const MAX_PARENTS = 5;
const MAX_BACKENDS = 20;

type ParentRef = {
  kind: string;
  /** Null is the namespace of the route. */
  namespace: string | null;
  name: string;
  section: string | null;
};

/** What is kept of an HTTPRoute: `httpRoutes.route`. */
export type HttpRouteValue = {
  /** Empty is any host of its parents. */
  hosts: string[];
  /** What it wants to be attached to. */
  parents: ParentRef[];
  /** The shares of each rule. */
  backends: { rule: number; name: string; weight: number }[];
  /** What each parent's controller says: `Accepted`, `ResolvedRefs`. */
  answers: { parent: ParentRef; conditions: Conditions }[];
};

const parentRef = looseObject({
  kind: looseName,
  namespace: looseName,
  name: looseName,
  sectionName: looseName,
}).transform(
  ({ kind, namespace, name, sectionName }): ParentRef => ({
    kind: kind ?? 'Gateway',
    namespace: namespace ?? null,
    name: name ?? '',
    section: sectionName ?? null,
  }),
);

const httpRouteSchema = looseObject({
  spec: looseObject({
    hostnames: looseNames,
    parentRefs: looseList(parentRef),
    rules: looseList(
      looseObject({
        backendRefs: looseList(
          looseObject({ name: looseName, weight: looseNumber }),
        ),
      }),
    ),
  }),
  status: looseObject({
    parents: looseList(
      looseObject({ parentRef, conditions: conditionsSchema }),
    ),
  }),
});

/** What an HTTPRoute says. */
export function toHttpRoute(object: KubernetesObject): HttpRouteValue {
  const { spec, status } = httpRouteSchema.parse(object);
  return {
    hosts: spec.hostnames.slice(0, MAX_HOSTS),
    parents: spec.parentRefs.slice(0, MAX_PARENTS),
    backends: spec.rules
      .flatMap(({ backendRefs }, rule) =>
        backendRefs.map(({ name = '', weight = 1 }) => ({
          rule,
          name,
          weight,
        })),
      )
      .slice(0, MAX_BACKENDS),
    answers: status.parents
      .slice(0, MAX_PARENTS)
      .map(({ parentRef: parent, conditions }) => ({
        parent,
        conditions: toConditions(conditions),
      })),
  };
}
