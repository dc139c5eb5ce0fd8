import {
  fileUrl,
  platformRepository,
} from '@orchestr8/backstage-plugin-o8-common';
import { moduleObjects } from '../emitters/moduleObjects';
import type { ModuleContext } from '../emitters/types';
import {
  entryDirectory,
  overlayDirectory,
  VALUES_FILE,
  valuesFile,
} from '../plan/paths';
import { codeFiles, describeCode } from '../systems/skeletons/describeCode';
import type { PlannedFile } from '../types';
import { escapeMarkdown } from './escapeMarkdown';
import { nextSteps } from './nextSteps';

const KINDS = {
  service: 'a service: it answers requests',
  worker: 'a worker: it runs all the time and answers no requests',
  job: 'a job: it runs now and then',
};

/** What a repository of a module is, what its files are, and what comes next. */
export function planReadme(context: ModuleContext): PlannedFile {
  const { metadata } = context.spec;
  const steps = nextSteps(context).map(
    (step, index) => `${index + 1}. ${step}`,
  );
  const sections = [
    `# ${escapeMarkdown(metadata.title ?? metadata.name)}`,
    metadata.description && escapeMarkdown(metadata.description),
    describe(context),
    describeCode(context),
    `## What is what\n\n${describeFiles(context)}`,
    `## What next\n\n${steps.join('\n')}`,
  ];
  return {
    path: 'README.md',
    text: `${sections.filter(Boolean).join('\n\n')}\n`,
  };
}

function describe({
  spec: { metadata, spec },
  zone,
  placements,
}: ModuleContext): string {
  const { chart, kind } = spec.workload;
  const entry = fileUrl(
    zone,
    platformRepository(zone),
    `${entryDirectory(metadata.name)}/module.yaml`,
  );
  const clusters = placements.map(placement => {
    const place = chart ? valuesFile(placement) : overlayDirectory(placement);
    return `- ${placement.cluster.name} (${placement.environment}): \`${place}\``;
  });
  const what = chart
    ? `the chart \`${chart.name}\` ${chart.version} of \`${chart.repository}\``
    : KINDS[kind];
  const source = chart
    ? `Argo CD deploys the chart with the values on the branch \`${zone.spec.git.branch}\` to`
    : `Argo CD deploys it from the branch \`${zone.spec.git.branch}\` to`;
  return `The module \`${metadata.name}\` of \`${
    metadata.owner
  }\` in the landing zone \`${zone.metadata.name}\`, ${what}.
${source}

${clusters.join('\n')}
${
  chart?.service
    ? `\nCallers reach it as \`${chart.service}.${metadata.name}\` on the port ${chart.port}.\n`
    : ''
}
Its boundary (namespace, quota, network policies, backups) is not here: it belongs to the
platform team, in [its entry](${entry}) of the platform repository.`;
}

function describeFiles(context: ModuleContext): string {
  const rows = [
    ['o8.yaml', 'what the team asks for: workload, placements, recovery'],
    ['catalog-info.yaml', 'the module in the Backstage catalog'],
    ...(context.spec.spec.workload.chart
      ? [
          [VALUES_FILE, 'what the chart is told everywhere'],
          [
            'deploy/values/<environment>-<cluster>.yaml',
            'what it is told on one cluster only',
          ],
        ]
      : [
          ['deploy/base/', `${listKinds(context)}: the same everywhere`],
          [
            'deploy/overlays/<environment>-<cluster>/',
            'what one cluster has of its own: image, labels, what its placement says',
          ],
        ]),
    ...codeFiles(context),
    ['docs/', 'its pages in TechDocs: what to do when something is lost'],
    ['.o8/lock.json', 'what was generated from what; upgrades need it'],
    ['.o8/o8.schema.json', 'by which editors check `o8.yaml`'],
  ];
  return [
    '| file | what it is |',
    '| --- | --- |',
    ...rows.map(([file, text]) => `| \`${file}\` | ${text} |`),
  ].join('\n');
}

function listKinds(context: ModuleContext): string {
  const kinds = moduleObjects(context).flatMap(({ objects }) =>
    objects.map(({ kind }) => kind),
  );
  return [...new Set(kinds)].join(', ');
}
