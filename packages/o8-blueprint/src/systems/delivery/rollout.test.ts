import { horizontalPodAutoscaler } from '../../emitters/module/horizontalPodAutoscaler';
import { podDisruptionBudget } from '../../emitters/module/podDisruptionBudget';
import { workload as application } from '../../emitters/workload';
import { forecastModule } from '../../forecast';
import {
  CANARY,
  emitted,
  JUDGED,
  linesOf,
  MONITORING,
  plan,
  PUBLIC,
  WEIGHTS,
  type Delivery,
  type Spec,
} from './__testUtils__/deliveryPlans';
import { analysisTemplate } from './analysisTemplate';
import { rollout } from './rollout';

describe('a canary', () => {
  const autoscaling = { minReplicas: 2, maxReplicas: 6, cpuPercent: 70 };

  it('goes in its steps, and takes over the pods of the Deployment', () => {
    const steps = [
      { weightPercent: 5, pauseMinutes: 0 },
      { weightPercent: 40, pauseMinutes: 30 },
    ];
    const made = plan('sidecar', { delivery: { ...JUDGED, steps } });
    const [object] = rollout.emit(made);
    expect(object).toMatchObject({
      metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '4' } },
      spec: {
        replicas: 8,
        workloadRef: {
          kind: 'Deployment',
          name: 'shop',
          scaleDown: 'progressively',
        },
        strategy: {
          canary: {
            stableService: 'shop-stable',
            canaryService: 'shop-canary',
            trafficRouting: {
              istio: { virtualService: { name: 'shop', routes: ['primary'] } },
            },
            steps: [
              { setWeight: 5 },
              { setWeight: 40 },
              { pause: { duration: '30m' } },
            ],
            analysis: { templates: [{ templateName: 'shop-success-rate' }] },
          },
        },
      },
    });
    const [deployment] = emitted(made).filter(
      ({ kind }) => kind === 'Deployment',
    );
    expect(deployment.spec).not.toHaveProperty('replicas');
  });

  it('is judged by what counts its requests', () => {
    const query = (exposure: Spec['exposure']) =>
      analysisTemplate
        .emit(plan('sidecar', { delivery: JUDGED, exposure }))
        .map(({ spec }) => JSON.stringify(spec).replaceAll('\\"', '"'));
    const [inside] = query(undefined);
    expect(inside).toContain(
      'reporter="destination",namespace="shop",pod=~"shop-{{args.canary-hash}}-.+"',
    );
    expect(inside).toContain('result[0] < 0.99');
    const [outside] = query(PUBLIC);
    expect(outside).toContain(
      'reporter="source",destination_service_namespace="shop",destination_service_name="shop-canary"',
    );
    expect(outside).not.toContain('args');
    expect(
      analysisTemplate.emit(plan('sidecar', { delivery: CANARY })),
    ).toEqual([]);
  });

  it('says that time alone decides, where nothing judges it', () => {
    expect(plan('sidecar', { delivery: CANARY }).notes).toContain(
      'New versions of shop go on by time alone: nothing judges them without delivery.successRatePercent.',
    );
  });

  it('is scaled instead of its Deployment, and keeps its budget', () => {
    const made = plan(
      'ambient',
      { delivery: CANARY, exposure: PUBLIC },
      { workload: { replicas: undefined, autoscaling } },
    );
    expect(horizontalPodAutoscaler.emit(made)).toMatchObject([
      {
        metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '4' } },
        spec: {
          scaleTargetRef: {
            apiVersion: 'argoproj.io/v1alpha1',
            kind: 'Rollout',
            name: 'shop',
          },
        },
      },
    ]);
    expect(rollout.emit(made)[0].spec).not.toHaveProperty('replicas');
    expect(podDisruptionBudget.emit(made)).toHaveLength(1);
  });

  it('is left alone by Argo CD while it goes on', () => {
    const made = plan('ambient', { delivery: CANARY, exposure: PUBLIC });
    const [{ spec }] = application.emit({
      ...made,
      placement: made.placements[0],
    });
    expect(spec).toMatchObject({
      ignoreDifferences: [
        { kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
        { kind: 'Service', name: 'shop-stable' },
        { kind: 'Service', name: 'shop-canary' },
        {
          kind: 'HTTPRoute',
          jqPathExpressions: ['.spec.rules[].backendRefs[].weight'],
        },
      ],
    });
    // It would take all rules from the cluster, and new paths would never arrive.
    expect(JSON.stringify(spec)).not.toContain('RespectIgnoreDifferences');
    expect(JSON.stringify(spec)).toContain('ApplyOutOfSyncOnly=true');
  });

  it('leaves the forecasts of replicas and room as they were', () => {
    const statusOf = (delivery: Delivery | undefined, quota: object) =>
      forecastModule(
        plan(
          'sidecar',
          {
            delivery,
            compliance: { frameworks: ['soc2'] },
          },
          { zone: { quota } },
        ),
      )
        .checks.filter(({ check }) => ['HA-1', 'HA-2'].includes(check))
        .map(({ verdict }) => verdict);
    const large = { cpu: '90', memory: '90Gi', memoryLimit: '90Gi', pods: 90 };
    expect(statusOf(undefined, large)).toEqual(['satisfied', 'satisfied']);
    expect(statusOf(CANARY, large)).toEqual(['satisfied', 'satisfied']);
    expect(statusOf(WEIGHTS, large)).toEqual(['satisfied', 'satisfied']);
  });

  it('needs room for both versions', () => {
    const quota = { pods: 14 };
    expect(linesOf('sidecar', {}, { zone: { quota } })).toEqual([]);
    expect(
      linesOf('sidecar', { delivery: CANARY }, { zone: { quota } }),
    ).toEqual([
      `spec.workload.replicas: is more than the landing zone's quota with 8 more during an update: at most 14 pods`,
    ]);
    expect(
      linesOf(
        'sidecar',
        { delivery: WEIGHTS },
        { zone: { quota: { pods: 12 } } },
      ),
    ).toHaveLength(1);
  });
});

describe('a landing zone that lacks something for a canary', () => {
  it.each<[object, Partial<Spec>, string]>([
    [
      { rollouts: undefined },
      { delivery: CANARY },
      'spec.delivery.strategy: cannot be canary: the landing zone "rich" has no Argo Rollouts',
    ],
    [
      { rollouts: {} },
      { delivery: CANARY, exposure: PUBLIC },
      'spec.delivery.strategy: cannot be canary: Argo Rollouts of the landing zone "rich" does not shift requests at the gateway (rollouts.gatewayApi)',
    ],
    [
      { monitoring: { ...MONITORING, prometheusUrl: undefined } },
      { delivery: JUDGED },
      'spec.delivery.successRatePercent: cannot be judged: the landing zone "rich" names no address of Prometheus (monitoring.prometheusUrl)',
    ],
    [
      {},
      { delivery: JUDGED, observability: { metrics: { port: 9_090 } } },
      'spec.delivery.successRatePercent: cannot be judged: what sidecars count is asked for with the metrics of the module; say "observability.metrics" without a port of its own',
    ],
  ])('%j refuses %j', (zone, more, line) => {
    expect(linesOf('sidecar', more, { zone })).toEqual([line]);
  });

  it('has no mesh that counts', () => {
    expect(linesOf('none', { delivery: JUDGED, exposure: PUBLIC })).toEqual([
      'spec.delivery.successRatePercent: cannot be judged: the landing zone "rich" has no mesh that counts requests',
    ]);
  });
});
