import {
  fileUrl,
  moduleRepository,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import type { Alert } from './Alert';
import { rulesOf } from './rulesOf';

/** Where it is in the documentation of a module. */
export const ALERTS_PAGE = 'runbooks/alerts.md';

/** What each alert means and what to do first; undefined for a module without any. */
export function alertsRunbook(context: ModuleContext): string | undefined {
  const alerts = rulesOf(context).flatMap(group => group.alerts);
  // An alert may be there in two severities.
  const names = [...new Set(alerts.map(({ name }) => name))];
  return names.length > 0
    ? `${[
        '# Alerts',
        `What Prometheus says of \`${context.spec.metadata.name}\`, and what to do first. The rules are in \`deploy/base/prometheus-rule.yaml\`; they follow from \`observability\` and \`recovery\` in \`o8.yaml\`.`,
        ...names.map(name =>
          toSection(alerts.filter(each => each.name === name)),
        ),
      ].join('\n\n')}\n`
    : undefined;
}

/** Where the alerts of a module are explained; each has its name, in small letters, there. */
export function runbookUrl({
  spec,
  zone,
}: Pick<ModuleContext, 'spec' | 'zone'>): string {
  const repository = moduleRepository(zone, spec.metadata.name);
  return fileUrl(zone, repository, `docs/${ALERTS_PAGE}`);
}

function toSection(alerts: Alert[]): string {
  const [{ name, steps }] = alerts;
  return [
    `## ${name}`,
    ...alerts.map(
      ({ severity, description }) => `**${severity}**: ${description}`,
    ),
    steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
  ].join('\n\n');
}
