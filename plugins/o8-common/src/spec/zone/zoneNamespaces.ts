import type { LandingZone } from '../landingZone';

/**
 * Every namespace in which a landing zone says that something of the platform is, sorted.
 * No module is called like one of them.
 *
 * @public
 */
export function zoneNamespaces({ spec }: Pick<LandingZone, 'spec'>): string[] {
  const { argocd, backup, mesh, dns, egress, events } = spec;
  const pods = [
    egress.gateway,
    mesh.eastWest,
    spec.gateway,
    spec.monitoring,
    spec.tracing,
    spec.database,
    spec.database?.operator,
    events?.nats,
    events?.kafka,
  ];
  const named = [
    argocd.namespace,
    backup.namespace,
    mesh.namespace,
    dns.namespace,
    ...pods.flatMap(each => (each ? [each.namespace] : [])),
    ...spec.namespaces,
  ];
  return [...new Set(named)].sort();
}
