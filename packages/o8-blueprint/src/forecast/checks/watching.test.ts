import type { ModulePlan } from '../../types';
import {
  createPlan,
  look,
  removeKind,
  setField,
  SPEC,
  ZONE,
} from '../__testUtils__';

const ALERTS = { metrics: { port: 9090 }, alerts: {} };
const LABELS = { monitorLabels: { release: 'prometheus' } };
const MONITORING = {
  namespace: 'monitoring',
  podLabels: { app: 'prometheus' },
};

const plan = createPlan({
  spec: { observability: ALERTS },
  zone: { monitoring: { ...MONITORING, ...LABELS } },
});

describe('alerts', () => {
  it('are planned; whether they reach somebody is seen later', () => {
    const found = look('MON-2', plan);
    expect(found).toMatchObject({ verdict: 'at-runtime' });
    expect(found.objects.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['PrometheusRule']),
    );
  });

  it.each<[string, (plan: ModulePlan) => ModulePlan, string]>([
    ['no rules', removeKind('PrometheusRule'), 'No alert rules are planned.'],
    [
      'rules that only record',
      setField('PrometheusRule', 'spec.groups', [
        { name: 'a', rules: [{ record: 'a:b', expr: 'up' }] },
      ]),
      'No alert rules are planned.',
    ],
    [
      'rules that Prometheus does not look at',
      setField('PrometheusRule', 'metadata.labels', { release: 'other' }),
      'Prometheus does not select its alert rules by their labels.',
    ],
  ])('are none with %s', (_, change, reason) => {
    const found = look('MON-2', change(plan));
    expect([found.verdict, found.reasons]).toEqual(['fails', [reason]]);
  });

  it('need a landing zone with Prometheus', () => {
    const without = createPlan({
      spec: { observability: undefined },
      zone: { monitoring: undefined },
    });
    expect(look('MON-2', without)).toMatchObject({
      verdict: 'fails',
      changes: [{ document: 'landingZone', field: 'spec.monitoring' }],
    });
  });
});

describe('metrics', () => {
  it('are none where Prometheus does not look at their monitors', () => {
    const change = setField('ServiceMonitor', 'metadata.labels', {});
    expect(look('MON-1', change(plan))).toMatchObject({
      verdict: 'fails',
      reasons: ['Prometheus does not select its monitors by their labels.'],
    });
  });

  it('are not those of sidecars', () => {
    const slo = { availabilityPercent: 99 };
    const proxied = createPlan({
      spec: { observability: { slo } },
      zone: { monitoring: MONITORING },
    });
    expect(look('MON-1', proxied)).toMatchObject({
      verdict: 'fails',
      reasons: ['No monitor tells Prometheus of its metrics.'],
    });
    expect(JSON.stringify(proxied.module)).toContain('http-envoy-prom');
  });
});

describe('logs', () => {
  const logs = (logging: typeof ZONE.logging) =>
    look('LOG-1', createPlan({ zone: { logging } }));

  it.each([
    [{ operator: 'fluent-operator' as const }, 'FluentdConfig'],
    [{ operator: 'logging-operator' as const, output: 'central' }, 'Flow'],
  ])('of %j go where the operator is told', (logging, kind) => {
    const found = logs(logging);
    expect(found.verdict).toBe('at-runtime');
    expect(new Set(found.objects.map(object => object.kind))).toEqual(
      new Set([kind]),
    );
    expect(found.objects).toHaveLength(SPEC.placements?.length ?? 0);
  });

  it('go nowhere without an output, or without what says where', () => {
    expect(logs({ operator: 'logging-operator' })).toMatchObject({
      verdict: 'fails',
      reasons: ['No Flow says where its logs go.'],
      changes: [{ document: 'landingZone', field: 'spec.logging.output' }],
    });
    expect(
      look('LOG-1', removeKind('FluentdConfig')(createPlan())),
    ).toMatchObject({ verdict: 'fails', changes: [] });
  });
});
