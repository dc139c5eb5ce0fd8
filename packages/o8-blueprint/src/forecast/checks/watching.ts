import { LABEL_MODULE } from '@orchestr8/backstage-plugin-o8-common';
import {
  fails,
  inModule,
  inZone,
  ofKind,
  onEachCluster,
  satisfied,
  without,
  type Finding,
  type Forecaster,
} from '../findings';
import type { PlacementIndex, PlanIndex } from '../indexPlan';
import { readField, readList, readRecord } from '../readField';

const PROMETHEUS = 'monitoring.coreos.com';

/** Checks of logs, metrics and alerts. */
export const watching: Record<string, Forecaster> = {
  'LOG-1': ({ plan }) => [
    plan.zone.spec.logging
      ? without('at-runtime', 'Whether logs arrive is seen when it runs.')
      : fails('The landing zone does not say who collects logs.', {
          changes: inZone('spec.logging'),
        }),
  ],
  'MON-1': index => onEachCluster(index, at => judgeMetrics(index, at)),
  'MON-2': index =>
    onEachCluster(index, at => {
      const rules = ofKind(
        [...at.workload, ...at.boundary],
        PROMETHEUS,
        'PrometheusRule',
      );
      return rules.length > 0
        ? {
            ...without(
              'at-runtime',
              'Whether alerts reach somebody is seen at Alertmanager.',
            ),
            objects: rules,
          }
        : fails('No alert rules are planned.', {
            changes: inModule('spec.observability.alerts'),
          });
    }),
};

function judgeMetrics({ plan, name }: PlanIndex, at: PlacementIndex): Finding {
  const { monitoring } = plan.zone.spec;
  if (!monitoring) {
    return fails('The landing zone has no monitoring.', {
      changes: inZone('spec.monitoring'),
    });
  }
  const monitors = ['ServiceMonitor', 'PodMonitor'].flatMap(kind =>
    ofKind(at.workload, PROMETHEUS, kind),
  );
  if (monitors.length === 0 && plan.spec.spec.workload.chart) {
    return without(
      'at-runtime',
      'Which monitors its chart has is seen when it runs.',
    );
  }
  if (monitors.length === 0) {
    return fails('No monitor tells Prometheus of its metrics.', {
      changes: inModule('spec.observability.metrics'),
    });
  }
  const holes = ofKind(
    at.boundary,
    'networking.k8s.io',
    'NetworkPolicy',
  ).filter(
    ({ object }) =>
      object.metadata.namespace === name &&
      object.metadata.labels?.[LABEL_MODULE] === name &&
      readList(object, 'spec.ingress').some(rule =>
        readList(rule, 'from').some(peer => isFrom(peer, monitoring.namespace)),
      ),
  );
  return holes.length > 0
    ? satisfied('Prometheus knows of its metrics, and is let in.', [
        ...monitors,
        ...holes,
      ])
    : fails('Prometheus is not let in.', { objects: monitors });
}

function isFrom(peer: unknown, namespace: string): boolean {
  const selector = readField(peer, 'namespaceSelector');
  const labels = readRecord(selector, 'matchLabels');
  return labels['kubernetes.io/metadata.name'] === namespace;
}
