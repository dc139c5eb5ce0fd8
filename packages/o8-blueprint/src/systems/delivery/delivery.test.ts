import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../../__testUtils__/examples';
import { specWith } from '../../__testUtils__/planWith';
import { horizontalPodAutoscaler } from '../../emitters/module/horizontalPodAutoscaler';
import { podDisruptionBudget } from '../../emitters/module/podDisruptionBudget';
import { moduleEmitters } from '../../emitters/moduleEmitters';
import { workload as application } from '../../emitters/workload';
import { forecastModule } from '../../forecast';
import { planModule } from '../../plan/planModule';
import type { Manifest, ModulePlan } from '../../types';
import { analysisTemplate } from './analysisTemplate';
import { canaryDeployment } from './canaryDeployment';
import { pipelineImage } from './pipelineImage';
import { rollout } from './rollout';
import { routedServices } from './versionBackends';
import { services } from './versionServices';

type Spec = ModuleSpecInput['spec'];
type Delivery = NonNullable<Spec['delivery']>;

const MESHES = ['none', 'sidecar', 'ambient'] as const;
const WEIGHTS: Delivery = {
  strategy: 'weights',
  weights: { stable: 75, canary: 25 },
};
const CANARY: Delivery = { strategy: 'canary' };
const JUDGED: Delivery = { strategy: 'canary', successRatePercent: 99 };
const PUBLIC: Spec['exposure'] = { kind: 'public', host: 'shop.rich.example' };
const MONITORING = {
  namespace: 'monitoring',
  podLabels: { app: 'prometheus' },
  prometheusUrl: 'http://prometheus.monitoring.svc:9090',
};

function resolve(
  mesh: (typeof MESHES)[number],
  more: Partial<Spec>,
  {
    zone = {},
    workload = {},
  }: { zone?: object; workload?: Partial<Spec['workload']> } = {},
) {
  const spec = specWith(
    {
      kind: 'service',
      replicas: 8,
      image: 'registry.example/a:1',
      ...workload,
    },
    { observability: { metrics: {} }, ...more },
  );
  return planModule({
    spec,
    zone: createRichZone(mesh, { monitoring: MONITORING, ...zone }),
  });
}

const plan = (...args: Parameters<typeof resolve>) => valueOf(resolve(...args));
const emitted = (made: ModulePlan): Manifest[] =>
  moduleEmitters.flatMap(({ emit }) => emit(made));
const linesOf = (...args: Parameters<typeof resolve>) =>
  problemsOf(resolve(...args)).map(
    ({ path, message }) => `${path}: ${message}`,
  );

describe('who shifts requests', () => {
  const cases = MESHES.flatMap(mesh =>
    [WEIGHTS, CANARY].flatMap(delivery =>
      [PUBLIC, undefined].map(exposure => ({ mesh, delivery, exposure })),
    ),
  );
  const canShift = ({ mesh, exposure }: (typeof cases)[number]) =>
    exposure !== undefined || mesh === 'sidecar';

  it.each(cases.filter(each => !canShift(each)))(
    'is nobody, and that is a problem: %j',
    ({ mesh, ...more }) => {
      expect(problemsOf(resolve(mesh, more)).map(({ path }) => path)).toEqual([
        'spec.delivery.strategy',
      ]);
    },
  );

  it.each(cases.filter(canShift))('is one: %j', ({ mesh, ...more }) => {
    const { delivery, exposure } = more;
    const made = plan(mesh, more);
    const routes = emitted(made).filter(({ kind }) =>
      ['HTTPRoute', 'VirtualService'].includes(kind),
    );
    const isFixed = delivery === WEIGHTS;
    const weights = isFixed ? [75, 25] : [100, 0];
    expect(routes).toHaveLength(1);
    expect(routes[0].metadata.name).toBe('shop');
    expect(routes[0].spec).toMatchObject(
      exposure
        ? {
            rules: [
              {
                backendRefs: [
                  { name: 'shop-stable', weight: weights[0] },
                  { name: 'shop-canary', weight: weights[1] },
                ],
              },
            ],
          }
        : {
            hosts: ['shop.shop.svc.cluster.local'],
            http: [
              {
                name: 'primary',
                route: [
                  {
                    destination: { host: 'shop-stable.shop.svc.cluster.local' },
                    weight: weights[0],
                  },
                  {
                    destination: { host: 'shop-canary.shop.svc.cluster.local' },
                    weight: weights[1],
                  },
                ],
              },
            ],
          },
    );
    expect(emitted(made).filter(({ kind }) => kind === 'Rollout')).toHaveLength(
      isFixed ? 0 : 1,
    );
  });

  it('shows the route of a module to those that call it, where they are known', () => {
    const exportTo = (callers: Spec['callers']) =>
      emitted(plan('sidecar', { delivery: WEIGHTS, callers })).flatMap(
        ({ kind, spec }) => (kind === 'VirtualService' ? [spec] : []),
      );
    expect(exportTo(['web', 'app'])).toMatchObject([
      { exportTo: ['.', 'web', 'app'] },
    ]);
    expect(exportTo('any')[0]).not.toHaveProperty('exportTo');
  });
});

describe('fixed shares', () => {
  const made = plan('sidecar', { delivery: WEIGHTS });

  it('have pods of both versions, told apart by a label and an image', () => {
    const [stable, canary] = emitted(made).filter(
      ({ kind }) => kind === 'Deployment',
    );
    expect(stable).toMatchObject({
      metadata: { name: 'shop' },
      spec: {
        replicas: 8,
        // As before: a Deployment can never change it.
        selector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } },
        template: {
          metadata: { labels: { 'orchestr8.io/version': 'stable' } },
        },
      },
    });
    expect(canary).toMatchObject({
      metadata: { name: 'shop-canary' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { 'orchestr8.io/version': 'canary' } },
        template: {
          metadata: {
            labels: {
              'orchestr8.io/version': 'canary',
              'app.kubernetes.io/name': 'shop',
            },
          },
          spec: {
            containers: [{ image: 'registry.example/modules/shop-canary' }],
          },
        },
      },
    });
    expect(services.emit(made).map(({ spec }) => spec)).toMatchObject([
      { selector: { 'orchestr8.io/version': 'stable' } },
      { selector: { 'orchestr8.io/version': 'canary' } },
    ]);
    expect(routedServices(made.spec)).toEqual([
      'shop',
      'shop-stable',
      'shop-canary',
    ]);
  });

  it('have an image that a pipeline writes, after that of the stable version', () => {
    const kustomization = made.module.find(
      ({ path }) =>
        path === 'deploy/overlays/production-eu-1/kustomization.yaml',
    );
    expect(kustomization).toMatchObject({
      document: {
        images: [
          { name: 'registry.example/modules/shop', newTag: '1' },
          { name: pipelineImage(made), newName: 'registry.example/a' },
        ],
      },
    });
  });

  it('have no pods for no share, and two at least', () => {
    const replicas = (canary: number, workload: Partial<Spec['workload']>) =>
      canaryDeployment
        .emit(
          plan(
            'sidecar',
            {
              delivery: {
                strategy: 'weights',
                weights: { stable: 100 - canary, canary },
              },
            },
            { workload },
          ),
        )
        .map(({ spec }) => spec);
    expect(replicas(0, {})).toMatchObject([{ replicas: 0 }]);
    expect(replicas(1, {})).toMatchObject([{ replicas: 2 }]);
    expect(replicas(50, {})).toMatchObject([{ replicas: 4 }]);
    const autoscaling = { minReplicas: 2, maxReplicas: 20, cpuPercent: 70 };
    expect(replicas(50, { replicas: undefined, autoscaling })).toMatchObject([
      { replicas: 10 },
    ]);
  });
});

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
