import {
  ANNOTATION_LANDING_ZONE,
  ANNOTATION_MODULE,
  ANNOTATION_TIER,
  fileUrl,
  moduleRepository,
  platformRepository,
  type LandingZone,
  type Repository,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../emitters/types';
import { entryDirectory } from '../plan/paths';
import type { PlannedFile } from '../types';

/** The module as the catalog knows it. */
export function planCatalogInfo({
  spec: { metadata, spec },
  zone,
  placements,
}: ModuleContext): PlannedFile {
  const repository = moduleRepository(zone, metadata.name);
  const isProduction = placements.some(
    ({ environment }) => environment === 'production',
  );
  return {
    path: 'catalog-info.yaml',
    document: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: metadata.name,
        title: metadata.title,
        description: metadata.description,
        tags: metadata.tags.length > 0 ? metadata.tags : undefined,
        annotations: {
          [ANNOTATION_MODULE]: metadata.name,
          [ANNOTATION_LANDING_ZONE]: zone.metadata.name,
          [ANNOTATION_TIER]: spec.recovery.tier,
          'backstage.io/kubernetes-id': metadata.name,
          'backstage.io/kubernetes-namespace': metadata.name,
          'backstage.io/source-location': sourceLocation(zone, repository),
        },
        links: toLinks(zone, repository, metadata.name),
      },
      spec: {
        type: 'service',
        lifecycle: isProduction ? 'production' : 'experimental',
        owner: metadata.owner,
        system: metadata.system,
      },
    },
  };
}

/** Git hosts that Backstage knows want a slash at the end: it is a folder. */
function sourceLocation(zone: LandingZone, { webUrl }: Repository): string {
  return zone.spec.git.type === 'plain' ? `url:${webUrl}` : `url:${webUrl}/`;
}

function toLinks(
  zone: LandingZone,
  repository: Repository,
  module: string,
): object[] {
  const entry = `${entryDirectory(module)}/module.yaml`;
  return [
    { url: repository.webUrl, title: 'Repository' },
    {
      url: fileUrl(zone, platformRepository(zone), entry),
      title: 'Platform entry',
    },
  ];
}
