import { moduleLabels } from '../../emitters/labels';
import type { Emitter, PlacementContext } from '../../emitters/types';
import { compareText } from '../../render/sortKeys';
import type { PlannedHost } from '../../types';

/** Whether the sidecars of a module are to refuse hosts that nobody declared. */
function refusesForeignHosts({ spec, zone }: PlacementContext): boolean {
  // The pods of a chart may call each other by addresses that are in no registry.
  return zone.spec.mesh.mode === 'sidecar' && !spec.spec.workload.chart;
}

/**
 * Sidecars refuse what is not in the registry of the mesh: the Services of the cluster,
 * and the hosts that the module declares. In ambient the NetworkPolicies alone do so.
 */
export const sidecar: Emitter<PlacementContext> = {
  file: () => 'sidecar.yaml',
  home: 'module',
  kinds: [{ group: 'networking.istio.io', kind: 'Sidecar' }],
  emit: context => {
    const { name } = context.spec.metadata;
    return refusesForeignHosts(context)
      ? [
          {
            apiVersion: 'networking.istio.io/v1',
            kind: 'Sidecar',
            metadata: {
              name: 'default',
              namespace: name,
              labels: moduleLabels(name),
            },
            spec: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
          },
        ]
      : [];
  },
};

/**
 * Tells sidecars of the external hosts that are reached by their addresses. Whatever is
 * spoken passes as it is; those that go through the egress gateway have entries already.
 */
export const addressEntries: Emitter<PlacementContext> = {
  file: () => 'service-entries.yaml',
  home: 'module',
  kinds: [{ group: 'networking.istio.io', kind: 'ServiceEntry' }],
  emit: context => {
    const { spec, zone, hosts } = context;
    const { name } = spec.metadata;
    return refusesForeignHosts(context) && zone.spec.egress.mode === 'cidr'
      ? groupByHost(hosts).map(({ host, ports, cidrs }) => ({
          apiVersion: 'networking.istio.io/v1',
          kind: 'ServiceEntry',
          metadata: {
            name: host,
            namespace: name,
            labels: moduleLabels(name),
          },
          spec: {
            hosts: [host],
            addresses: cidrs,
            exportTo: ['.'],
            location: 'MESH_EXTERNAL',
            resolution: 'NONE',
            ports: ports.map(port => ({
              name: `tcp-${port}`,
              number: port,
              protocol: 'TCP',
            })),
          },
        }))
      : [];
  },
};

/** The NetworkPolicy alone tells which of the addresses are for which of the ports. */
function groupByHost(
  hosts: PlannedHost[],
): { host: string; ports: number[]; cidrs: string[] }[] {
  const names = [...new Set(hosts.map(({ host }) => host))].sort(compareText);
  return names.map(name => {
    const same = hosts.filter(({ host }) => host === name);
    return {
      host: name,
      ports: same.map(({ port }) => port).sort((a, b) => a - b),
      cidrs: [...new Set(same.flatMap(({ cidrs }) => cidrs))].sort(compareText),
    };
  });
}
