import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Manifest } from '../../types';
import { moduleLabels } from '../labels';
import { selectPods } from './networkPolicy';

/** Who a policy of the mesh lets in: an identity, or all identities of a namespace. */
export type Source = { principals: string[] } | { namespaces: string[] };

/** An AuthorizationPolicy in the namespace of a module, which is whose it is. */
export function authorizationPolicy(
  module: string,
  { name, labels }: { name: string; labels?: Record<string, string> },
  spec: object,
): Manifest {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: {
      name,
      namespace: module,
      labels: { ...moduleLabels(module), ...labels },
    },
    spec,
  };
}

/**
 * Lets somebody in beside others, at ports of the containers; at all of them without
 * any. Nothing of HTTP is asked for: the proxies of ambient would refuse everything.
 */
export function allowPolicy(
  module: string,
  head: { name: string; labels?: Record<string, string> },
  {
    pods,
    from,
    ports,
  }: { pods: Record<string, string>; from: Source; ports?: number[] },
): Manifest {
  const hasPods = Object.keys(pods).length > 0;
  return authorizationPolicy(module, head, {
    // None at all rather than an empty one, which not all versions take for all pods.
    ...(hasPods && { selector: selectPods(pods) }),
    action: 'ALLOW',
    rules: [
      {
        from: [{ source: from }],
        ...(ports && { to: [{ operation: { ports: ports.map(String) } }] }),
      },
    ],
  });
}

/** What the mesh calls the pods of a ServiceAccount. */
export function principalOf(
  { spec: { mesh } }: LandingZone,
  { namespace, name }: { namespace: string; name: string },
): string {
  return `${mesh.trustDomain}/ns/${namespace}/sa/${name}`;
}

/**
 * What the mesh calls a module that calls. Which ServiceAccounts a chart brings is not
 * known: all of its namespace call, as its NetworkPolicy says too.
 */
export function callerSource(
  { metadata: { name }, spec }: ModuleSpec,
  zone: LandingZone,
): Source {
  return spec.workload.chart
    ? { namespaces: [name] }
    : { principals: [principalOf(zone, { namespace: name, name })] };
}
