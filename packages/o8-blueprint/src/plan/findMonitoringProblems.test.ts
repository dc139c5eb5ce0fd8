import { exampleOf, problemsOf } from '../__testUtils__/examples';
import { planModule } from './planModule';

const monitoring = {
  namespace: 'monitoring',
  podLabels: { 'app.kubernetes.io/name': 'prometheus' },
  dashboards: false,
};

describe('metrics', () => {
  it.each([
    [undefined, ['spec.observability.metrics']],
    [monitoring, []],
  ])('need a landing zone that asks for them: %j', (there, paths) => {
    const { spec, zone } = exampleOf('pinned');
    spec.spec.observability = { metrics: { path: '/metrics' } };
    zone.spec.monitoring = there;
    const problems = problemsOf(planModule({ spec, zone }));
    expect(problems.map(({ path }) => path)).toEqual(paths);
  });

  it('are nobody’s business where there are none', () => {
    const { spec, zone } = exampleOf('pinned');
    spec.spec.observability = undefined;
    zone.spec.monitoring = undefined;
    expect(problemsOf(planModule({ spec, zone }))).toEqual([]);
  });
});
