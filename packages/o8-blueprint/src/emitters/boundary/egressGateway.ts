import { compareText } from '../../render/sortKeys';
import type { PlannedHost } from '../../types';
import { moduleLabels } from '../labels';
import type { Emitter, ModuleContext, PlacementContext } from '../types';

type EgressGateway = NonNullable<
  ModuleContext['zone']['spec']['egress']['gateway']
>;

/**
 * Tells the mesh of the external hosts that a module calls. Only the module itself and
 * the egress gateway are told.
 */
export const serviceEntries: Emitter<PlacementContext> = {
  file: () => 'service-entries.yaml',
  home: 'module',
  kinds: [{ group: 'networking.istio.io', kind: 'ServiceEntry' }],
  emit: ({ spec: { metadata }, zone, hosts }) => {
    const { gateway } = zone.spec.egress;
    if (!gateway) {
      return [];
    }
    const waypoint = {
      'istio.io/use-waypoint': gateway.service,
      'istio.io/use-waypoint-namespace': gateway.namespace,
    };
    return groupByHost(hosts).map(({ host, ports }) => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: {
        name: host,
        namespace: metadata.name,
        labels: {
          ...moduleLabels(metadata.name),
          ...(zone.spec.mesh.mode === 'ambient' ? waypoint : {}),
        },
      },
      spec: {
        hosts: [host],
        exportTo: visibleTo(gateway),
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: ports.map(number => ({
          name: `tls-${number}`,
          number,
          protocol: 'TLS',
        })),
      },
    }));
  },
};

/**
 * Leads sidecars to the egress gateway, and the gateway to the host. Nobody opens the
 * TLS of the module: the name in its first message decides. A waypoint needs no route.
 */
export const egressRoutes: Emitter<PlacementContext> = {
  file: () => 'egress-routes.yaml',
  home: 'module',
  kinds: [{ group: 'networking.istio.io', kind: 'VirtualService' }],
  emit: ({ spec: { metadata }, zone, hosts }) => {
    const { gateway } = zone.spec.egress;
    return gateway && zone.spec.mesh.mode === 'sidecar'
      ? hosts.map(host => ({
          apiVersion: 'networking.istio.io/v1',
          kind: 'VirtualService',
          metadata: {
            name: host.host,
            namespace: metadata.name,
            labels: moduleLabels(metadata.name),
          },
          spec: toRoutes(host, gateway),
        }))
      : [];
  },
};

function toRoutes({ host, port }: PlannedHost, gateway: EgressGateway): object {
  const through = `${gateway.namespace}/${gateway.gateway}`;
  const route = (
    from: { gateway: string; port: number },
    to: { host: string; port: number },
  ) => ({
    match: [{ gateways: [from.gateway], port: from.port, sniHosts: [host] }],
    route: [{ destination: { host: to.host, port: { number: to.port } } }],
  });
  return {
    hosts: [host],
    exportTo: visibleTo(gateway),
    gateways: ['mesh', through],
    tls: [
      route(
        { gateway: 'mesh', port },
        {
          host: `${gateway.service}.${gateway.namespace}.svc.cluster.local`,
          port: gateway.port,
        },
      ),
      route({ gateway: through, port: gateway.port }, { host, port }),
    ],
  };
}

/** The gateway has to know the host too: with "." alone it would find no way to it. */
function visibleTo({ namespace }: EgressGateway): string[] {
  return ['.', namespace];
}

function groupByHost(
  hosts: PlannedHost[],
): { host: string; ports: number[] }[] {
  const names = [...new Set(hosts.map(({ host }) => host))].sort(compareText);
  return names.map(name => ({
    host: name,
    ports: hosts
      .filter(({ host }) => host === name)
      .map(({ port }) => port)
      .sort((a, b) => a - b),
  }));
}
