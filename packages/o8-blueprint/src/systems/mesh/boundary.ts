import {
  allowPolicy,
  authorizationPolicy,
  principalOf,
} from '../../emitters/boundary/authorizationPolicy';
import { ownPods, reachablePods } from '../../emitters/boundary/networkPolicy';
import { moduleLabels } from '../../emitters/labels';
import { exposureOf } from '../../emitters/module/exposure';
import type { Emitter, PlacementContext } from '../../emitters/types';
import { callerPort, metricsPort } from '../../rules/modulePorts';
import type { Manifest } from '../../types';

const FILE = 'mesh.yaml';

/** Mutual TLS, whatever the mesh takes elsewhere. */
export const peerAuthentication: Emitter<PlacementContext> = {
  file: () => FILE,
  home: 'module',
  kinds: [{ group: 'security.istio.io', kind: 'PeerAuthentication' }],
  emit: ({ spec: { metadata }, zone }) =>
    zone.spec.mesh.mode === 'none'
      ? []
      : [
          {
            apiVersion: 'security.istio.io/v1',
            kind: 'PeerAuthentication',
            metadata: {
              name: 'default',
              namespace: metadata.name,
              labels: moduleLabels(metadata.name),
            },
            spec: { mtls: { mode: 'STRICT' } },
          },
        ],
};

/**
 * Nobody is let in, and then those without whom a module would not work. Its callers are
 * in the files of their edges.
 */
export const authorizationPolicies: Emitter<PlacementContext> = {
  file: () => FILE,
  home: 'module',
  kinds: [{ group: 'security.istio.io', kind: 'AuthorizationPolicy' }],
  emit: context =>
    context.zone.spec.mesh.mode === 'none'
      ? []
      : [
          authorizationPolicy(
            context.spec.metadata.name,
            { name: 'deny-all' },
            // Without rules it allows nothing, and so nothing is allowed.
            {},
          ),
          ...fromSiblings(context),
          ...fromGateway(context),
          ...fromMetrics(context),
        ],
};

/** The pods of a chart talk to each other, as their NetworkPolicy says. */
function fromSiblings({ spec }: PlacementContext): Manifest[] {
  const { name } = spec.metadata;
  return spec.spec.workload.chart
    ? [
        allowPolicy(
          name,
          { name: 'allow-same-namespace' },
          { pods: {}, from: { namespaces: [name] } },
        ),
      ]
    : [];
}

function fromGateway({ spec, zone }: PlacementContext): Manifest[] {
  const { gateway } = zone.spec;
  const port = callerPort(spec);
  if (exposureOf(spec) !== 'public' || !gateway || port === undefined) {
    return [];
  }
  const account = {
    namespace: gateway.namespace,
    // How Istio calls that of a Gateway for which it starts pods.
    name: gateway.serviceAccount ?? `${gateway.name}-istio`,
  };
  return [
    allowPolicy(
      spec.metadata.name,
      { name: 'from-gateway' },
      {
        pods: reachablePods(spec),
        from: { principals: [principalOf(zone, account)] },
        ports: [port],
      },
    ),
  ];
}

/**
 * Prometheus, as far as it asks through the mesh. A sidecar shows its merged metrics
 * beside the mesh, and a port of metrics only is left out of it.
 */
function fromMetrics({ spec, zone }: PlacementContext): Manifest[] {
  const { mesh, monitoring } = zone.spec;
  const port = metricsPort(spec);
  const isAsked =
    mesh.mode === 'ambient' ||
    (!!spec.spec.workload.chart && !!monitoring?.serviceAccount);
  if (!monitoring || port === undefined || !isAsked) {
    return [];
  }
  const { namespace, serviceAccount: name } = monitoring;
  return [
    allowPolicy(
      spec.metadata.name,
      { name: 'from-metrics' },
      {
        pods: ownPods(spec),
        from: name
          ? { principals: [principalOf(zone, { namespace, name })] }
          : { namespaces: [namespace] },
        ports: [port],
      },
    ),
  ];
}
