import type { Home, PlacementContext } from './types';

/** The namespace that is a home; undefined for what is in none, or has none in this zone. */
export function homeNamespace(
  home: Home,
  { spec: { metadata, spec }, zone }: Pick<PlacementContext, 'spec' | 'zone'>,
  callee?: string,
): string | undefined {
  const { argocd, backup, database, events, gateway } = zone.spec;
  switch (home) {
    case 'module':
      return metadata.name;
    case 'callee':
      return callee;
    case 'argocd':
      return argocd.namespace;
    case 'backup':
      return backup.namespace;
    case 'database':
      return database?.namespace;
    case 'bus':
      return spec.events && events?.[spec.events.bus]?.namespace;
    case 'gateway':
      return gateway?.namespace;
    default:
      return undefined;
  }
}
