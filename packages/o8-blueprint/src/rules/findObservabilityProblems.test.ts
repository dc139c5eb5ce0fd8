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

  const observed = (workload: object, observability: object, more = {}) =>
    linesOf({ workload, observability, ...more });

  it('takes objectives of what answers requests only', () => {
    const slo = { availabilityPercent: 99 };
    const refused = [
      'spec.observability.slo: is for services that can be called: it is about their requests',
    ];
    expect(observed({ kind: 'service' }, { slo })).toEqual([]);
    expect(observed({ kind: 'worker' }, { slo })).toEqual(refused);
    const exposure = { kind: 'none' };
    expect(observed({ kind: 'service' }, { slo }, { exposure })).toEqual(
      refused,
    );
  });

  it.each<[object, string, string[]]>([
    [{ runtime: 'node' }, 'nodejs', []],
    [{ runtime: 'java' }, 'java', []],
    [{ image: 'a/b:1' }, 'python', []],
    [
      { runtime: 'python' },
      'java',
      [
        'spec.observability.traces.inject: is "java", but the runtime is python: it would be "python"',
      ],
    ],
    [
      { runtime: 'go' },
      'java',
      [
        'spec.observability.traces.inject: cannot be had for go: its agent would need a privileged container',
      ],
    ],
    [
      { chart: CHART },
      'java',
      [
        'spec.observability.traces.inject: is not for charts: annotate the pods by workload.chart.values',
      ],
    ],
  ])('of %j it takes the agent %s: %j', (source, inject, lines) => {
    expect(
      observed({ kind: 'worker', ...source }, { traces: { inject } }),
    ).toEqual(lines);
  });
});
