import { linesOf } from './__testUtils__';

const at = (cluster: string, more: object = {}) => ({
  environment: 'production',
  cluster,
  ...more,
});

describe('findPlacementProblems', () => {
  it('takes each cluster once', () => {
    expect(linesOf({ placements: [at('eu-1'), at('us-1')] })).toEqual([]);
  });

  it('refuses a cluster again, and says where it was first', () => {
    const placements = [at('eu-1'), at('us-1'), at('eu-1'), at('eu-1')];
    expect(linesOf({ placements })).toEqual(
      [2, 3].map(
        index =>
          `spec.placements[${index}].cluster: "eu-1" is the cluster of placements[0] too: at most one placement per cluster`,
      ),
    );
  });

  it('lets public modules alone have hosts', () => {
    const placements = [at('eu-1', { host: 'eu.example.com' })];
    const exposure = { kind: 'public', host: 'a.example.com' };
    expect(linesOf({ placements, exposure })).toEqual([]);
    for (const other of [undefined, { kind: 'internal' }]) {
      expect(linesOf({ placements, exposure: other })).toEqual([
        'spec.placements[0].host: is for "exposure.kind: public" only',
      ]);
    }
  });

  it('refuses a number of replicas where load decides', () => {
    const autoscaling = { minReplicas: 1, maxReplicas: 2, cpuPercent: 50 };
    const line =
      'spec.placements[0].replicas: changes nothing beside autoscaling: say autoscaling.minReplicas and maxReplicas there';
    const scaled = { workload: { kind: 'service', autoscaling } };
    const placements = [at('eu-1', { replicas: 2 }), at('us-1')];
    expect(linesOf({ placements })).toEqual([]);
    expect(linesOf({ ...scaled, placements })).toEqual([line]);
    expect(
      linesOf({ placements: [at('eu-1', { replicas: 2, autoscaling })] }),
    ).toEqual([line]);
  });
});
