import { exampleOf, planOf } from '../__testUtils__/examples';
import { renderPlan } from '../render/renderPlan';
import { moduleEmitters } from './moduleEmitters';

describe('moduleObjects', () => {
  afterEach(() => jest.restoreAllMocks());

  it('are made once for the base and once for each placement of a plan', () => {
    const emit = jest.spyOn(moduleEmitters[0], 'emit');
    const { placements } = planOf(exampleOf('pinned'));
    expect(placements.length).toBeGreaterThan(0);
    expect(emit).toHaveBeenCalledTimes(1 + placements.length);
  });

  it('are made anew for a spec that was changed in its place', () => {
    const example = exampleOf('pinned');
    const before = renderPlan(planOf(example));
    example.spec.spec.workload.port = 9999;
    const after = renderPlan(planOf(example));
    expect(after).toEqual(renderPlan(planOf(structuredClone(example))));
    expect(after).not.toEqual(before);
  });
});
