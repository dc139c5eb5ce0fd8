import { problemsOf } from '../../__testUtils__/examples';
import {
  CANARY,
  emitted,
  MESHES,
  plan,
  PUBLIC,
  resolve,
  WEIGHTS,
  type Spec,
} from './__testUtils__/deliveryPlans';
import { canaryDeployment } from './canaryDeployment';
import { pipelineImage } from './pipelineImage';
import { routedServices } from './versionBackends';
import { services } from './versionServices';

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
