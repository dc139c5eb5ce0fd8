import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { onlyOf, planWith } from '../../__testUtils__/planWith';
import { deployment } from './deployment';
import { horizontalPodAutoscaler } from './horizontalPodAutoscaler';
import { podDisruptionBudget } from './podDisruptionBudget';

const autoscaling = { minReplicas: 2, maxReplicas: 8, cpuPercent: 70 };

describe('autoscaling', () => {
  const plan = planWith({
    kind: 'worker',
    autoscaling: { ...autoscaling, memoryPercent: 80 },
  });

  it('judges the container of the module alone', () => {
    const container = (name: string, averageUtilization: number) => ({
      type: 'ContainerResource',
      containerResource: {
        container: 'shop',
        name,
        target: { type: 'Utilization', averageUtilization },
      },
    });
    expect(onlyOf(horizontalPodAutoscaler, plan)).toMatchObject({
      apiVersion: 'autoscaling/v2',
      metadata: { name: 'shop' },
      spec: {
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'shop',
        },
        minReplicas: 2,
        maxReplicas: 8,
        metrics: [container('cpu', 70), container('memory', 80)],
        behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
      },
    });
  });

  it('has the only word about replicas', () => {
    expect(onlyOf(deployment, plan).spec).not.toHaveProperty('replicas');
    const fixed = planWith({ kind: 'worker', replicas: 3 });
    expect(onlyOf(deployment, fixed).spec).toMatchObject({ replicas: 3 });
    expect(horizontalPodAutoscaler.emit(fixed)).toEqual([]);
  });
});

describe('a disruption budget', () => {
  type Spec = Partial<ModuleSpecInput['spec']>;
  const placed = (more: object): Spec => ({
    placements: [{ environment: 'production', cluster: 'eu-1', ...more }],
  });

  it.each<[string, ModuleSpecInput['spec']['workload'], Spec, number]>([
    ['two replicas', { kind: 'service' }, {}, 1],
    ['one replica', { kind: 'service', replicas: 1 }, {}, 0],
    [
      'two in one place',
      { kind: 'worker', replicas: 1 },
      placed({ replicas: 2 }),
      1,
    ],
    ['one in its only place', { kind: 'worker' }, placed({ replicas: 1 }), 0],
    ['up to eight', { kind: 'worker', autoscaling }, {}, 1],
    [
      'never more than one',
      {
        kind: 'worker',
        autoscaling: { ...autoscaling, minReplicas: 1, maxReplicas: 1 },
      },
      {},
      0,
    ],
    ['a job', { kind: 'job', job: { schedule: '0 3 * * *' } }, {}, 0],
  ])('is there where it matters: %s', (_, workload, more, count) => {
    const objects = podDisruptionBudget.emit(planWith(workload, more));
    expect(objects).toHaveLength(count);
    for (const object of objects) {
      expect(object.spec).toEqual({
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } },
      });
    }
  });
});
