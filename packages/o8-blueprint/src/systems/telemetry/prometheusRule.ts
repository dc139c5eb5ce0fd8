import { workloadLabels } from '../../emitters/labels';
import type { Emitter, ModuleContext } from '../../emitters/types';
import type { Alert, RuleGroup } from './Alert';
import { runbookUrl } from './alertsRunbook';
import { rulesOf } from './rulesOf';

/** What Prometheus works out of a module's metrics, and when it calls for somebody. */
export const prometheusRule: Emitter<ModuleContext> = {
  file: () => 'prometheus-rule.yaml',
  home: 'module',
  kinds: [{ group: 'monitoring.coreos.com', kind: 'PrometheusRule' }],
  writes: ['observability.alerts', 'observability.slo'],
  forCharts: true,
  emit: context => {
    const groups = rulesOf(context);
    const { name } = context.spec.metadata;
    return groups.length > 0
      ? [
          {
            apiVersion: 'monitoring.coreos.com/v1',
            kind: 'PrometheusRule',
            metadata: {
              name,
              labels: {
                // By which Prometheus finds it; ours win.
                ...context.zone.spec.monitoring?.monitorLabels,
                ...workloadLabels(name),
              },
            },
            spec: { groups: groups.map(group => toGroup(context, group)) },
          },
        ]
      : [];
  },
};

function toGroup(
  context: ModuleContext,
  { name, recordings = [], alerts }: RuleGroup,
): object {
  const labels = { module: context.spec.metadata.name };
  const runbook = runbookUrl(context);
  return {
    name,
    rules: [
      ...recordings.map(({ record, expr }) => ({ record, expr, labels })),
      ...alerts.map(alert => toRule(context, alert, runbook)),
    ],
  };
}

/**
 * Labels say whom it concerns: routes of Alertmanager go by them. Prometheus takes what
 * is in braces for a template, also in labels: nothing here is text that people typed.
 */
function toRule(
  { spec }: ModuleContext,
  alert: Alert,
  runbook: string,
): object {
  const { name, owner } = spec.metadata;
  return {
    alert: alert.name,
    expr: alert.expr,
    ...(alert.for !== '0m' && { for: alert.for }),
    labels: {
      severity: alert.severity,
      module: name,
      owner,
      team: owner.replace(/^.*\//, ''),
    },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: `${runbook}#${alert.name.toLowerCase()}`,
    },
  };
}
