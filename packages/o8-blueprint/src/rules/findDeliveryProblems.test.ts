import { linesOf } from './__testUtils__';

const steps = (...weights: number[]) =>
  weights.map(weightPercent => ({ weightPercent }));

describe('findDeliveryProblems', () => {
  it.each([
    {},
    { strategy: 'rolling', ci: 'github', promotion: 'none' },
    { strategy: 'weights', weights: { stable: 90, canary: 10 } },
    { strategy: 'canary', steps: steps(10, 50, 100), successRatePercent: 99 },
  ])('takes %j', delivery => {
    expect(linesOf({ delivery })).toEqual([]);
  });

  it.each<[object, string]>([
    [{ steps: [] }, 'spec.delivery.steps: is for "strategy: canary" only'],
    [
      { successRatePercent: 99 },
      'spec.delivery.successRatePercent: is for "strategy: canary" only',
    ],
    [
      { strategy: 'canary', weights: { stable: 50, canary: 50 } },
      'spec.delivery.weights: is for "strategy: weights" only',
    ],
    [
      { strategy: 'weights' },
      'spec.delivery.weights: is missing: "strategy: weights" needs them',
    ],
    [
      { strategy: 'canary', steps: steps(10, 50, 50) },
      'spec.delivery.steps[2].weightPercent: must be more than 50, the step before: a canary only grows',
    ],
  ])('refuses %j', (delivery, line) => {
    expect(linesOf({ delivery })).toEqual([line]);
  });

  it.each<[object, string]>([
    [
      { kind: 'worker' },
      'spec.delivery.strategy: must be rolling: requests cannot be shifted between versions of a worker',
    ],
    [
      {
        kind: 'service',
        replicas: 1,
        volumes: [{ name: 'a', mountPath: '/a', size: '1Gi' }],
      },
      'spec.delivery.strategy: must be rolling: two versions cannot have a ReadWriteOnce volume at once',
    ],
    [
      {
        kind: 'service',
        autoscaling: { minReplicas: 1, maxReplicas: 4, cpuPercent: 50 },
      },
      'spec.workload.autoscaling.minReplicas: must be at least 2 with "delivery.strategy: canary": each version needs one',
    ],
    [
      {
        kind: 'service',
        chart: { repository: 'https://a.example', name: 'a', version: '1.0.0' },
      },
      'spec.delivery.strategy: must be rolling: requests cannot be shifted between versions of a chart',
    ],
  ])('refuses a canary of %j', (workload, line) => {
    expect(linesOf({ workload, delivery: { strategy: 'canary' } })).toEqual([
      line,
    ]);
  });

  const places = (...orders: (number | undefined)[]) =>
    orders.map((promotionOrder, index) => ({
      environment: 'a',
      cluster: `c-${index}`,
      ...(promotionOrder !== undefined && { promotionOrder }),
    }));
  const delivery = { promotion: 'pull-request' };

  it('takes an order of placements for promotion, which several may share', () => {
    expect(linesOf({ delivery, placements: places(2, 1, 2) })).toEqual([]);
  });

  it.each<[object, string]>([
    [
      { placements: places(undefined, 1) },
      'spec.placements[1].promotionOrder: is for "delivery.promotion: pull-request" only',
    ],
    [
      { delivery, placements: places(1, undefined) },
      'spec.placements[1].promotionOrder: is missing: "delivery.promotion: pull-request" needs to know which placement comes when',
    ],
    [
      { delivery, placements: places(1, 1) },
      'spec.delivery.promotion: needs placements with two different numbers in promotionOrder at least: with fewer nothing is promoted',
    ],
    [
      { delivery },
      'spec.delivery.promotion: needs placements with two different numbers in promotionOrder at least: with fewer nothing is promoted',
    ],
  ])('refuses %j', (spec, line) => {
    expect(linesOf(spec)).toEqual([line]);
  });
});
