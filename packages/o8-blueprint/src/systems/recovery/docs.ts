import { escapeMarkdown } from '../../documents/escapeMarkdown';
import type { ModuleContext } from '../../emitters/types';
import {
  boundaryApplication,
  workloadApplication,
} from '../../plan/applicationNames';
import type { PlannedFile } from '../../types';
import { noteDatabase } from '../data/notes';
import { alertsRunbook, ALERTS_PAGE } from '../telemetry/alertsRunbook';
import { failoverRunbook } from './failover';
import { page } from './markdown';
import { pointInTimeRunbook } from './pointInTime';
import { restoreRunbook } from './restore';

interface Page {
  title: string;
  /** Below `docs`. */
  path: string;
  text: string;
}

/** The documentation of a module for TechDocs, with the runbooks that it needs. */
export function planDocs(context: ModuleContext): PlannedFile[] {
  const { metadata } = context.spec;
  const runbooks = listRunbooks(context);
  const index = { title: 'Overview', path: 'index.md', text: '' };
  return [
    {
      path: 'mkdocs.yml',
      document: {
        site_name: metadata.title ?? metadata.name,
        nav: [
          { [index.title]: index.path },
          {
            Runbooks: runbooks.map(({ title, path }) => ({ [title]: path })),
          },
        ],
        plugins: ['techdocs-core'],
      },
      comment: 'What TechDocs makes pages of.',
    },
    { path: `docs/${index.path}`, text: toIndex(context, runbooks) },
    ...runbooks.map(({ path, text }) => ({ path: `docs/${path}`, text })),
  ];
}

function listRunbooks(context: ModuleContext): Page[] {
  const pages = [
    {
      title: 'Restore from a backup',
      path: 'runbooks/restore.md',
      text: restoreRunbook(context),
    },
    {
      title: 'Point-in-time recovery',
      path: 'runbooks/point-in-time-recovery.md',
      text: pointInTimeRunbook(context),
    },
    {
      title: 'Failover',
      path: 'runbooks/failover.md',
      text: failoverRunbook(context),
    },
    { title: 'Alerts', path: ALERTS_PAGE, text: alertsRunbook(context) },
  ];
  return pages.flatMap(({ text, ...rest }) =>
    text === undefined ? [] : [{ ...rest, text }],
  );
}

function toIndex(context: ModuleContext, runbooks: Page[]): string {
  const { spec, placements } = context;
  const { name, title, description, owner } = spec.metadata;
  const notes = noteDatabase(context).map(note => `- ${escapeMarkdown(note)}`);
  return page(
    `# ${escapeMarkdown(title ?? name)}`,
    description && escapeMarkdown(description),
    `The module \`${name}\` of \`${owner}\`. What it asks for is in \`o8.yaml\`.`,
    `## Where it runs\n\n${[
      '| cluster | environment | boundary | workload |',
      '| --- | --- | --- | --- |',
      ...placements.map(
        ({ environment, cluster }) =>
          `| \`${cluster.name}\` | ${environment} | \`${boundaryApplication(
            name,
            cluster.name,
          )}\` | \`${workloadApplication(name, cluster.name)}\` |`,
      ),
    ].join('\n')}\n\nThe last two columns are Applications of Argo CD.`,
    notes.length > 0 ? `## Its database\n\n${notes.join('\n')}` : undefined,
    `## Runbooks\n\n${runbooks
      .map(runbook => `- [${runbook.title}](${runbook.path})`)
      .join(
        '\n',
      )}\n\nRead them before you need them: they have the names of this module.`,
  );
}
