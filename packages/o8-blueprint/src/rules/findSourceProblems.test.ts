import { linesOf } from './__testUtils__';

const CHART = {
  repository: 'https://charts.example.com',
  name: 'thing',
  version: '1.2.3',
};
const chartWith = (more: object, kind = 'service') =>
  linesOf({ workload: { kind, chart: CHART, ...more } });

describe('findSourceProblems', () => {
  it.each([
    {},
    { runtime: 'node' },
    { image: 'registry.example/a:1' },
    { chart: CHART },
    // What a spec that was read before has of its own accord.
    { chart: CHART, port: 8080, replicas: 2 },
    {
      chart: CHART,
      resources: { cpu: '100m', memory: '128Mi', memoryLimit: '256Mi' },
    },
  ])('takes %j', workload => {
    expect(linesOf({ workload: { kind: 'service', ...workload } })).toEqual([]);
  });

  it('refuses more than one source, by name', () => {
    const image = 'registry.example/a:1';
    expect(chartWith({ image, runtime: 'go' })).toEqual([
      'spec.workload.image: cannot be there with "runtime": at most one of runtime, image, chart',
      'spec.workload.chart: cannot be there with "runtime": at most one of runtime, image, chart',
    ]);
  });

  it.each<[string, unknown, string]>([
    ['port', 9000, 'spec.workload.chart.port'],
    ['command', ['/a'], 'spec.workload.chart.values'],
    ['args', ['a'], 'spec.workload.chart.values'],
    ['env', { A: 'b' }, 'spec.workload.chart.values'],
    ['config', { files: { a: 'b' } }, 'spec.workload.chart.values'],
    ['volumes', [], 'spec.workload.chart.values'],
    ['probes', {}, 'spec.workload.chart.values'],
    ['replicas', 3, 'spec.workload.chart.values'],
    [
      'autoscaling',
      { minReplicas: 1, maxReplicas: 2, cpuPercent: 50 },
      'spec.workload.chart.values',
    ],
    ['resources', { cpu: '1' }, 'spec.workload.chart.values'],
  ])('refuses %s beside a chart and says where it goes', (field, value, to) => {
    expect(chartWith({ [field]: value })).toEqual([
      `spec.workload.${field}: changes nothing beside a chart: say it in ${to}`,
    ]);
  });

  it('refuses overrides of a placement beside a chart', () => {
    const placements = [
      { environment: 'production', cluster: 'eu-1' },
      {
        environment: 'staging',
        cluster: 'stage-1',
        replicas: 1,
        env: { A: 'b' },
      },
    ];
    expect(
      linesOf({ workload: { kind: 'service', chart: CHART }, placements }),
    ).toEqual(
      ['replicas', 'env'].map(
        field =>
          `spec.placements[1].${field}: changes nothing beside a chart: say it in deploy/values/staging-stage-1.yaml of the module's repository`,
      ),
    );
  });

  it('refuses a chart as a job, and a service without a port', () => {
    const job = { schedule: '1 2 * * *' };
    expect(chartWith({ job }, 'job')).toEqual([
      'spec.workload.kind: must be service or worker beside a chart: a chart says itself what runs when',
    ]);
    expect(chartWith({ chart: { ...CHART, service: 'thing-web' } })).toEqual([
      'spec.workload.chart.port: is missing: callers of the service reach its pods there',
    ]);
  });
});
