import { linesOf } from './__testUtils__';

const CHART = {
  repository: 'https://charts.example.com',
  name: 'thing',
  version: '1.2.3',
};

const linesWith = (workload: object, metrics: object) =>
  linesOf({ workload, observability: { metrics } });

describe('findObservabilityProblems', () => {
  it.each<[object, object]>([
    [{ kind: 'service' }, {}],
    [{ kind: 'service' }, { port: 9090 }],
    [{ kind: 'worker' }, { port: 8080 }],
    [{ kind: 'service', chart: { ...CHART, port: 3000 } }, {}],
    [{ kind: 'service', chart: CHART }, { port: 9090 }],
  ])('takes %j with %j', (workload, metrics) => {
    expect(linesWith(workload, metrics)).toEqual([]);
  });

  it('refuses the port of the workload, which needs not be said', () => {
    expect(linesWith({ kind: 'service', port: 9090 }, { port: 9090 })).toEqual([
      'spec.observability.metrics.port: 9090 is the port of the workload already: leave it out to ask there',
    ]);
  });

  it('refuses a chart that is asked nowhere', () => {
    expect(linesWith({ kind: 'service', chart: CHART }, {})).toEqual([
      'spec.observability.metrics.port: is missing: a chart with metrics needs it here or in spec.workload.chart.port',
    ]);
  });
});
