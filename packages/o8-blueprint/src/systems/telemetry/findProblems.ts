import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import { requestMetrics } from './requests';
import { wakesNobody } from './sloRules';

/** The first version of fluent-operator that takes no text of tenants for configuration. */
const FLUENT_OPERATOR = { major: 3, minor: 10 };

/** What the landing zone lacks for what a module wants to tell of itself. */
export function findProblems(context: ModuleContext): Problem[] {
  return [
    ...findAlertProblems(context),
    ...findTraceProblems(context),
    ...findLogProblems(context),
  ];
}

/** What a reviewer should know. */
export function toNotes({ spec, zone }: ModuleContext): string[] {
  const { observability, workload } = spec.spec;
  const { tracing, logging, versions } = zone.spec;
  const slo = observability?.slo;
  return [
    ...(slo && wakesNobody(slo)
      ? [
          `Nobody is woken up if all requests fail: ${slo.availabilityPercent} % of availability promise too little for that`,
        ]
      : []),
    ...(workload.chart && observability?.traces
      ? [
          tracing?.operator
            ? `Traces of a chart: its values have to name the collector, or annotate its pods with "instrumentation.opentelemetry.io/inject-<language>: ${spec.metadata.name}"`
            : 'Traces of a chart: its values have to name the collector',
        ]
      : []),
    ...(logging?.operator === 'fluent-operator' &&
    versions?.['fluent-operator'] === undefined
      ? [
          `Whether fluent-operator is safe for tenants was not checked: it has to be ${sayFluentOperator()} or later, and the landing zone does not say which it is (versions.fluent-operator)`,
        ]
      : []),
  ];
}

function findAlertProblems(context: ModuleContext): Problem[] {
  const { spec, zone } = context;
  const { alerts, slo } = spec.spec.observability ?? {};
  const zoneName = `the landing zone "${zone.metadata.name}"`;
  if (!zone.spec.monitoring) {
    return [...(alerts ? ['alerts'] : []), ...(slo ? ['slo'] : [])].map(field =>
      refuse(
        `observability.${field}`,
        `cannot be had: ${zoneName} has no monitoring`,
      ),
    );
  }
  if (!slo || requestMetrics(context)) {
    return [];
  }
  const without = `${zoneName} has no sidecars that count requests`;
  return [
    refuse(
      'observability.slo',
      spec.spec.workload.chart
        ? `cannot be measured: ${without}, and what a chart counts is not known`
        : `needs spec.observability.metrics: ${without}, so that the process has to`,
    ),
  ];
}

function findTraceProblems({ spec, zone }: ModuleContext): Problem[] {
  const { traces } = spec.spec.observability ?? {};
  const { tracing } = zone.spec;
  const zoneName = `the landing zone "${zone.metadata.name}"`;
  if (!traces) {
    return [];
  }
  if (!tracing) {
    return [
      refuse(
        'observability.traces',
        `cannot be had: ${zoneName} has no tracing`,
      ),
    ];
  }
  return traces.inject && !tracing.operator
    ? [
        refuse(
          'observability.traces.inject',
          `cannot be had: ${zoneName} has no OpenTelemetry Operator (tracing.operator)`,
        ),
      ]
    : [];
}

function findLogProblems({ zone }: ModuleContext): Problem[] {
  const version = zone.spec.versions?.['fluent-operator'];
  if (
    zone.spec.logging?.operator !== 'fluent-operator' ||
    version === undefined
  ) {
    return [];
  }
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  const isSafe =
    Number(major) > FLUENT_OPERATOR.major ||
    (Number(major) === FLUENT_OPERATOR.major &&
      Number(minor) >= FLUENT_OPERATOR.minor);
  return isSafe
    ? []
    : [
        refuse(
          'landingZone',
          `"${
            zone.metadata.name
          }" has fluent-operator ${version}: it has to be ${sayFluentOperator()} or later, since before what one tenant writes could become the configuration of all`,
        ),
      ];
}

function sayFluentOperator(): string {
  return `${FLUENT_OPERATOR.major}.${FLUENT_OPERATOR.minor}`;
}

function refuse(field: string, message: string): Problem {
  return { path: `spec.${field}`, message, kind: 'refused' };
}
