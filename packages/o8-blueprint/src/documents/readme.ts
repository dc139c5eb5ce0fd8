import {
  fileUrl,
  platformRepository,
} from '@orchestr8/backstage-plugin-o8-common';
import { moduleImage } from '../emitters/image';
import type { ModuleContext } from '../emitters/types';
import { entryDirectory, overlayDirectory } from '../plan/paths';
import type { PlannedFile } from '../types';
import { escapeMarkdown } from './escapeMarkdown';

const FILES = `## What is what

| file | what it is |
| --- | --- |
| \`o8.yaml\` | what the team asks for: workload, placements, recovery |
| \`catalog-info.yaml\` | the module in the Backstage catalog |
| \`deploy/base/\` | Deployment, Service and ServiceAccount, the same everywhere |
| \`deploy/overlays/<environment>-<cluster>/\` | what one cluster has of its own: image, replicas, labels |
| \`.o8/lock.json\` | what was generated from what; upgrades need it |`;

/** What a repository of a module is, what its files are, and what comes next. */
export function planReadme(context: ModuleContext): PlannedFile {
  const { metadata } = context.spec;
  const sections = [
    `# ${escapeMarkdown(metadata.title ?? metadata.name)}`,
    metadata.description && escapeMarkdown(metadata.description),
    describe(context),
    FILES,
    nextSteps(context),
  ];
  return {
    path: 'README.md',
    text: `${sections.filter(Boolean).join('\n\n')}\n`,
  };
}

function describe({
  spec: { metadata },
  zone,
  placements,
}: ModuleContext): string {
  const entry = fileUrl(
    zone,
    platformRepository(zone),
    `${entryDirectory(metadata.name)}/module.yaml`,
  );
  const clusters = placements.map(
    placement =>
      `- ${placement.cluster.name} (${
        placement.environment
      }): \`${overlayDirectory(placement)}\``,
  );
  return `The module \`${metadata.name}\` of \`${
    metadata.owner
  }\` in the landing zone \`${zone.metadata.name}\`.
Argo CD deploys it from the branch \`${zone.spec.git.branch}\` to

${clusters.join('\n')}

Its boundary (namespace, quota, network policies, backups) is not here: it belongs to the
platform team, in [its entry](${entry}) of the platform repository.`;
}

function nextSteps({ spec, zone }: ModuleContext): string {
  const { workload } = spec.spec;
  const image = moduleImage(zone, spec.metadata.name);
  const first = workload.image
    ? `It runs \`${workload.image}\`. Another version is a change of \`images\` in the overlays.`
    : `Until there is an image of its own, the landing zone's placeholder runs. Build one, push it as \`${image}\` and write it, best by its digest, to \`images\` in the overlays.`;
  return `## What next

1. ${first}
2. The process listens on \`$PORT\` (${workload.port}), runs as user 10001 and writes to \`/tmp\` only.
3. Nothing may call it and it may call nothing yet, except for DNS: that is the default of its boundary.
4. See the result without a cluster: \`kubectl kustomize deploy/overlays/<environment>-<cluster>\`.`;
}
