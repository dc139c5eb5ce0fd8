import type { ResourceKind } from '@orchestr8/backstage-plugin-o8-node';
import type { ServedKind } from './ClusterConnection';

/** The versions of one API group, the preferred one first. */
export type ServedGroup = {
  version: string;
  resources: { name: string; kind: string }[];
}[];

/**
 * The version in which a kind is read: the best understood one that is served. Null
 * if there is none. Subresources such as `pods/log` have kinds too and are passed over.
 */
export function findServedKind(
  wanted: ResourceKind,
  group: ServedGroup,
): ServedKind | null {
  const { kind, versions } = wanted;
  const candidates = versions
    ? versions.flatMap(version => group.filter(g => g.version === version))
    : group;
  for (const { version, resources } of candidates) {
    const resource = resources.find(
      candidate => candidate.kind === kind && !candidate.name.includes('/'),
    );
    if (resource) {
      return {
        group: wanted.group,
        version,
        kind,
        plural: resource.name,
        ...(wanted.metadataOnly ? { metadataOnly: true } : {}),
      };
    }
  }
  return null;
}
