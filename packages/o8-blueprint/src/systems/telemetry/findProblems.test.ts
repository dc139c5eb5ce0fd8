import {
  formatProblem,
  type ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../../__testUtils__/examples';
import { planWith, specWith } from '../../__testUtils__/planWith';
import { readList } from '../../forecast/readField';
import { planModule } from '../../plan/planModule';
import type { ModulePlan, Result } from '../../types';
import { proxyMetricsHole, proxyMonitor } from './proxyMonitor';

type Observability = ModuleSpecInput['spec']['observability'];

const CHART = {
  repository: 'https://charts.example',
  name: 'thing',
  version: '1.2.3',
};
const SLO = { availabilityPercent: 99.9 };

function plan(
  observability: Observability,
  zone: object = {},
  workload: ModuleSpecInput['spec']['workload'] = { kind: 'service' },
): Result<ModulePlan> {
  return planModule({
    spec: specWith(workload, { observability }),
    zone: createRichZone('none', zone),
  });
}

const linesOf = (...options: Parameters<typeof plan>) =>
  problemsOf(plan(...options)).map(formatProblem);

describe('what a landing zone lacks', () => {
  it.each<[string, Observability, object, string[]]>([
    [
      'monitoring',
      { alerts: {}, slo: SLO },
      { monitoring: undefined },
      [
        'spec.observability.alerts: cannot be had: the landing zone "rich" has no monitoring',
        'spec.observability.slo: cannot be had: the landing zone "rich" has no monitoring',
      ],
    ],
    [
      'what counts requests',
      { slo: SLO },
      {},
      [
        'spec.observability.slo: needs spec.observability.metrics: the landing zone "rich" has no sidecars that count requests, so that the process has to',
      ],
    ],
    [
      'tracing',
      { traces: {} },
      { tracing: undefined },
      [
        'spec.observability.traces: cannot be had: the landing zone "rich" has no tracing',
      ],
    ],
    [
      'the OpenTelemetry Operator',
      { traces: { inject: 'java' } },
      {
        tracing: {
          namespace: 'observability',
          podLabels: { app: 'jaeger' },
          service: 'jaeger',
        },
      },
      [
        'spec.observability.traces.inject: cannot be had: the landing zone "rich" has no OpenTelemetry Operator (tracing.operator)',
      ],
    ],
  ])('is told: %s', (_, observability, zone, lines) => {
    expect(linesOf(observability, zone)).toEqual(lines);
  });

  it('is told of charts, whose metrics nobody knows', () => {
    expect(
      linesOf({ slo: SLO }, {}, { kind: 'service', chart: CHART }),
    ).toEqual([
      'spec.observability.slo: cannot be measured: the landing zone "rich" has no sidecars that count requests, and what a chart counts is not known',
    ]);
  });

  it.each([
    ['3.9.2', false],
    ['v2.11.0', false],
    ['latest', false],
    ['3.10.0', true],
    ['v4.0.0', true],
  ])('fluent-operator %s is safe for tenants: %s', (version, isSafe) => {
    const lines = linesOf({}, { versions: { 'fluent-operator': version } });
    expect(lines).toEqual(
      isSafe
        ? []
        : [
            `spec.landingZone: "rich" has fluent-operator ${version}: it has to be 3.10 or later, since before what one tenant writes could become the configuration of all`,
          ],
    );
  });

  it('is a note where the version is not known', () => {
    const noted = (zone: object) => valueOf(plan({}, zone)).notes.join();
    expect(noted({ versions: {} })).toContain(
      'fluent-operator is safe for tenants',
    );
    expect(noted({ logging: { operator: 'logging-operator' } })).not.toContain(
      'fluent-operator',
    );
    expect(noted({ versions: { 'fluent-operator': '3.10.0' } })).not.toContain(
      'fluent-operator',
    );
  });
});

describe('the sidecars of a module', () => {
  const context = (...options: Parameters<typeof planWith>) => {
    const planned = planWith(...options);
    return { ...planned, placement: planned.placements[0] };
  };

  it('are asked for what they have counted, where an objective needs it', () => {
    const service = context(
      { kind: 'service' },
      { observability: { slo: SLO, metrics: { port: 9_090 } } },
      'sidecar',
    );
    const [monitor] = proxyMonitor.emit(service);
    expect(monitor).toMatchObject({
      kind: 'PodMonitor',
      metadata: { name: 'shop-proxy', labels: { release: 'prometheus' } },
      spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } } },
    });
    const [policy] = proxyMetricsHole(service);
    expect(readList(policy, 'spec.ingress')).toEqual([
      {
        from: [
          {
            namespaceSelector: {
              matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' },
            },
            podSelector: {
              matchLabels: { 'app.kubernetes.io/name': 'prometheus' },
            },
          },
        ],
        ports: [{ port: 15_090, protocol: 'TCP' }],
      },
    ]);
  });

  it.each<[string, ReturnType<typeof context>]>([
    [
      'the metrics of the process come with theirs',
      context(
        { kind: 'service' },
        { observability: { slo: SLO, metrics: {} } },
        'sidecar',
      ),
    ],
    ['nothing was promised', context({ kind: 'service' }, {}, 'sidecar')],
    [
      'there are none',
      context(
        { kind: 'service' },
        { observability: { slo: SLO, metrics: {} } },
        'ambient',
      ),
    ],
  ])('are not asked where %s', (_, service) => {
    expect(proxyMonitor.emit(service)).toEqual([]);
    expect(proxyMetricsHole(service)).toEqual([]);
  });
});
