import {
  ANNOTATION_LANDING_ZONE,
  ANNOTATION_MODULE,
  ANNOTATION_RPO,
  ANNOTATION_TIER,
  fileUrl,
  moduleRepository,
  platformRepository,
  type LandingZone,
  type ModuleSpec,
  type Repository,
} from '@orchestr8/backstage-plugin-o8-common';
import { LABEL_DATA_CLASSIFICATION } from '../emitters/labels';
import type { ModuleContext } from '../emitters/types';
import { entryDirectory } from '../plan/paths';
import { compareText } from '../render/sortKeys';
import type { PlannedFile } from '../types';

/** The module as the catalog knows it. */
export function planCatalogInfo({
  spec: module,
  zone,
  placements,
}: ModuleContext): PlannedFile {
  const { metadata, spec } = module;
  const callees = (spec.dependsOn ?? []).flatMap(each => each.module ?? []);
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
          ...toObjectives(module),
          ...toKubernetes(module),
          'backstage.io/source-location': sourceLocation(zone, repository),
          // Its mkdocs.yml is beside this file.
          'backstage.io/techdocs-ref': 'dir:.',
        },
        links: toLinks(zone, repository, metadata.name),
      },
      spec: {
        type: spec.workload.kind,
        lifecycle: isProduction ? 'production' : 'experimental',
        owner: metadata.owner,
        system: metadata.system,
        dependsOn:
          callees.length > 0
            ? [...new Set(callees)]
                .sort(compareText)
                .map(name => `component:default/${name}`)
            : undefined,
      },
    },
  };
}

/** What auditors and backup people ask of it, as far as the spec says. */
function toObjectives({ spec }: ModuleSpec): Record<string, string> {
  const { recovery, compliance } = spec;
  const { tier, rpo, rto, drillIntervalDays } = recovery;
  return {
    [ANNOTATION_TIER]: tier,
    ...(rpo !== undefined && { [ANNOTATION_RPO]: rpo }),
    ...(rto !== undefined && { 'orchestr8.io/rto': rto }),
    ...(drillIntervalDays !== undefined && {
      'orchestr8.io/drill-interval': `${drillIntervalDays}d`,
    }),
    ...(compliance &&
      compliance.frameworks.length > 0 && {
        'orchestr8.io/frameworks': compliance.frameworks.join(','),
      }),
    ...(compliance?.retentionDays !== undefined && {
      'orchestr8.io/evidence-retention': `${compliance.retentionDays}d`,
    }),
    ...(compliance?.dataClassification !== undefined && {
      [LABEL_DATA_CLASSIFICATION]: compliance.dataClassification,
    }),
  };
}

/** By which Backstage finds the workload. Objects of a chart carry the labels of Helm, not ours. */
function toKubernetes({ metadata, spec }: ModuleSpec): Record<string, string> {
  return {
    'backstage.io/kubernetes-id': metadata.name,
    'backstage.io/kubernetes-namespace': metadata.name,
    ...(spec.workload.chart && {
      'backstage.io/kubernetes-label-selector': `app.kubernetes.io/instance=${metadata.name}`,
    }),
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
