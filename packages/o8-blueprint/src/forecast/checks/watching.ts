import { LABEL_MODULE } from '@orchestr8/backstage-plugin-o8-common';
import {
  fails,
  inModule,
  inNamespace,
  inZone,
  ofKind,
  onEachCluster,
  satisfied,
  without,
  type Finding,
  type Forecaster,
} from '../findings';
import type { PlacementIndex, PlanIndex, PlannedObject } from '../indexPlan';
import { readField, readList, readRecord } from '../readField';

const PROMETHEUS = 'monitoring.coreos.com';

/** What says where the lines of a module go, by the operator of the landing zone. */
const LOG_ROUTES = {
  'fluent-operator': ['fluentd.fluent.io', 'FluentdConfig'],
  'logging-operator': ['logging.banzaicloud.io', 'Flow'],
} as const;

/** Of the monitors that ask proxies: they say nothing of the process. */
const PROXY_PORT = 'http-envoy-prom';

/** Checks of logs, metrics and alerts. */
export const watching: Record<string, Forecaster> = {
  'LOG-1': index => onEachCluster(index, at => judgeLogs(index, at)),
  'MON-1': index => onEachCluster(index, at => judgeMetrics(index, at)),
  'MON-2': index => onEachCluster(index, at => judgeAlerts(index, at)),
};

function judgeLogs(index: PlanIndex, at: PlacementIndex): Finding {
  const { logging } = index.plan.zone.spec;
  if (!logging) {
    return fails('The landing zone does not say who collects logs.', {
      changes: inZone('spec.logging'),
    });
  }
  const [group, kind] = LOG_ROUTES[logging.operator];
  const routes = inNamespace(index, ofKind(at.boundary, group, kind));
  return routes.length > 0
    ? {
        ...without('at-runtime', 'Whether logs arrive is seen when it runs.'),
        objects: routes,
      }
    : fails(`No ${kind} says where its logs go.`, {
        changes:
          logging.operator === 'logging-operator' && !logging.output
            ? inZone('spec.logging.output')
            : [],
      });
}

function judgeAlerts({ plan }: PlanIndex, at: PlacementIndex): Finding {
  const { monitoring } = plan.zone.spec;
  if (!monitoring) {
    return fails('The landing zone has no monitoring.', {
      changes: inZone('spec.monitoring'),
    });
  }
  const rules = ofKind(
    [...at.workload, ...at.boundary],
    PROMETHEUS,
    'PrometheusRule',
  ).filter(hasAlerts);
  if (rules.length === 0) {
    return fails('No alert rules are planned.', {
      changes: inModule('spec.observability.alerts'),
    });
  }
  const found = rules.filter(each =>
    isSelected(each, monitoring.monitorLabels),
  );
  return found.length > 0
    ? {
        ...without(
          'at-runtime',
          'Whether alerts reach somebody is seen at Alertmanager.',
        ),
        objects: found,
      }
    : fails('Prometheus does not select its alert rules by their labels.', {
        objects: rules,
      });
}

/** Recorded values alone call for nobody. */
function hasAlerts({ object }: PlannedObject): boolean {
  return readList(object, 'spec.groups').some(group =>
    readList(group, 'rules').some(
      rule => readField(rule, 'alert') !== undefined,
    ),
  );
}

/** Whether Prometheus finds an object by the labels that its landing zone names. */
function isSelected(
  { object }: PlannedObject,
  wanted: Record<string, string> = {},
): boolean {
  const { labels = {} } = object.metadata;
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function judgeMetrics({ plan, name }: PlanIndex, at: PlacementIndex): Finding {
  const { monitoring } = plan.zone.spec;
  if (!monitoring) {
    return fails('The landing zone has no monitoring.', {
      changes: inZone('spec.monitoring'),
    });
  }
  const monitors = listMonitors(at);
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
  const found = monitors.filter(each =>
    isSelected(each, monitoring.monitorLabels),
  );
  if (found.length === 0) {
    return fails('Prometheus does not select its monitors by their labels.', {
      objects: monitors,
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
        ...found,
        ...holes,
      ])
    : fails('Prometheus is not let in.', { objects: found });
}

function listMonitors({ workload }: PlacementIndex): PlannedObject[] {
  return ['ServiceMonitor', 'PodMonitor']
    .flatMap(kind => ofKind(workload, PROMETHEUS, kind))
    .filter(
      ({ object }) =>
        !readList(object, 'spec.podMetricsEndpoints').some(
          endpoint => readField(endpoint, 'port') === PROXY_PORT,
        ),
    );
}

function isFrom(peer: unknown, namespace: string): boolean {
  const selector = readField(peer, 'namespaceSelector');
  const labels = readRecord(selector, 'matchLabels');
  return labels['kubernetes.io/metadata.name'] === namespace;
}
