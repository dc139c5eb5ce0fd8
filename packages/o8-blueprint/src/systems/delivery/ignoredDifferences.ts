import type { PlacementContext } from '../../emitters/types';
import { isRollout } from './rollout';
import { routerOf, versionServices } from './versionBackends';

/** What Argo CD does not take for a difference between git and a cluster. */
export interface IgnoredDifference {
  group: string;
  kind: string;
  name: string;
  jsonPointers?: string[];
  jqPathExpressions?: string[];
}

const REPLICAS = ['/spec/replicas'];

/** What controllers change of a workload all the time, and git says otherwise or not at all. */
export function ignoredDifferences({
  spec,
  zone,
  placement,
}: PlacementContext): IgnoredDifference[] {
  const { name } = spec.metadata;
  const isScaled = placement.workload.autoscaling !== undefined;
  if (!isRollout(spec)) {
    // Git says no number, but a Deployment that has had one would fall to a single
    // replica for a moment when Argo CD takes it away.
    return isScaled
      ? [{ group: 'apps', kind: 'Deployment', name, jsonPointers: REPLICAS }]
      : [];
  }
  return [
    // Git says no number; the Rollout takes them away, when it has others.
    { group: 'apps', kind: 'Deployment', name, jsonPointers: REPLICAS },
    ...(isScaled
      ? [
          {
            group: 'argoproj.io',
            kind: 'Rollout',
            name,
            jsonPointers: REPLICAS,
          },
        ]
      : []),
    ...Object.values(versionServices(name)).map(service => ({
      group: '',
      kind: 'Service',
      name: service,
      jqPathExpressions: ['.spec.selector["rollouts-pod-template-hash"]'],
    })),
    routerOf(spec, zone) === 'mesh'
      ? {
          group: 'networking.istio.io',
          kind: 'VirtualService',
          name,
          jqPathExpressions: ['.spec.http[].route[].weight'],
        }
      : {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name,
          jqPathExpressions: ['.spec.rules[].backendRefs[].weight'],
        },
  ];
}

/**
 * Whether Argo CD leaves them alone also where it applies something else of the same
 * object. Of a list it would take all from the cluster: other paths of a route would
 * never arrive. A canary does without: objects that are in sync are not applied at all.
 */
export function respectsDifferences(context: PlacementContext): boolean {
  return (
    !isRollout(context.spec) &&
    context.placement.workload.autoscaling !== undefined
  );
}
