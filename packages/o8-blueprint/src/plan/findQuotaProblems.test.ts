import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { exampleOf, valueOf } from '../__testUtils__/examples';
import { findQuotaProblems } from './findQuotaProblems';
import { resolvePlacements } from './resolvePlacements';

type Change = (spec: ModuleSpec['spec'], zone: LandingZone['spec']) => void;

const small = { cpu: '1', memory: '1Gi', memoryLimit: '1Gi' };

/** The problems of two replicas of one core and 1 Gi in a quota with room for exactly three. */
function linesOf(change: Change): string[] {
  const { spec, zone } = exampleOf('pinned');
  spec.spec.placements = [];
  spec.spec.workload.replicas = 2;
  spec.spec.workload.autoscaling = undefined;
  spec.spec.workload.volumes = undefined;
  spec.spec.workload.resources = { ...small };
  zone.spec.mesh.mode = 'none';
  zone.spec.quota = { cpu: '3', memory: '3Gi', memoryLimit: '3Gi', pods: 3 };
  change(spec.spec, zone.spec);
  const placements = valueOf(resolvePlacements(spec, zone));
  return findQuotaProblems(spec, zone, placements).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

const pathsOf = (change: Change) =>
  linesOf(change).map(line => line.split(':')[0]);

const ALL = ['cpu', 'memory', 'memoryLimit'].map(
  what => `spec.workload.resources.${what}`,
);

describe('findQuotaProblems', () => {
  it('counts the pods of a rolling update', () => {
    expect(linesOf(() => {})).toEqual([]);
    expect(
      linesOf(({ workload }) => {
        workload.replicas = 3;
      }),
    ).toEqual([
      "spec.workload.resources.cpu: is more than the landing zone's quota with 3 replicas and 1 more during an update: together at most 3",
      "spec.workload.resources.memory: is more than the landing zone's quota with 3 replicas and 1 more during an update: together at most 3Gi",
      "spec.workload.resources.memoryLimit: is more than the landing zone's quota with 3 replicas and 1 more during an update: together at most 3Gi",
      "spec.workload.replicas: is more than the landing zone's quota with 1 more during an update: at most 3 pods",
    ]);
  });

  it('counts no more where a volume lets the old pod end first', () => {
    const withVolume =
      (replicas: number, accessMode: 'ReadWriteOnce' | 'ReadWriteMany') =>
      ({ workload }: ModuleSpec['spec']) => {
        workload.replicas = replicas;
        const size = '1Gi';
        workload.volumes = [
          { name: 'a', mountPath: '/a', size, accessMode, backup: true },
        ];
      };
    expect(linesOf(withVolume(3, 'ReadWriteOnce'))).toEqual([]);
    expect(pathsOf(withVolume(3, 'ReadWriteMany'))).toHaveLength(4);
    expect(pathsOf(withVolume(4, 'ReadWriteOnce'))).toHaveLength(4);
  });

  it('counts one pod of a job', () => {
    expect(
      linesOf(({ workload }, zone) => {
        workload.kind = 'job';
        workload.replicas = 50;
        zone.quota = { ...small, pods: 1 };
      }),
    ).toEqual([]);
  });

  it('counts all pods that autoscaling may start', () => {
    expect(
      pathsOf(({ workload }) => {
        workload.replicas = 1;
        workload.autoscaling = {
          minReplicas: 1,
          maxReplicas: 3,
          cpuPercent: 70,
        };
      }),
    ).toEqual([...ALL, 'spec.workload.autoscaling.maxReplicas']);
  });

  it('counts the sidecars', () => {
    expect(
      linesOf((_, zone) => {
        zone.mesh.mode = 'sidecar';
        zone.quota.memoryLimit = '6Gi';
        zone.quota.memory = '4Gi';
      }),
    ).toEqual([
      "spec.workload.resources.cpu: is more than the landing zone's quota with 2 replicas and 1 more during an update, each with a sidecar: together at most 3",
    ]);
  });

  it('asks nothing of a chart, whose pods nobody knows', () => {
    expect(
      linesOf(({ workload }) => {
        workload.replicas = 50;
        workload.chart = {
          repository: 'https://charts.example',
          name: 'any',
          version: '1.0.0',
          values: {},
          kinds: [],
        };
      }),
    ).toEqual([]);
  });

  it('judges each placement by itself, and names what says so', () => {
    const lines = pathsOf((spec, zone) => {
      const places = zone.clusters.map(({ name, environment }) => ({
        cluster: name,
        environment,
      }));
      spec.placements = [
        // Their own numbers fit, whatever the workload's are.
        { ...places[0], resources: { ...small, cpu: '100m' }, replicas: 1 },
        { ...places[1], resources: { ...small, cpu: '2' } },
        { ...places[2], replicas: 3 },
      ];
    });
    expect(lines).toEqual([
      'spec.placements[1].resources.cpu',
      ...ALL,
      'spec.placements[2].replicas',
    ]);
  });

  it('says once what several placements share, with the larger number', () => {
    const lines = linesOf((spec, zone) => {
      spec.placements = zone.clusters.map(({ name, environment }, index) => ({
        cluster: name,
        environment,
        replicas: 4 + index,
      }));
      zone.quota.pods = 60;
    });
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('with 6 replicas and 2 more');
  });

  it('counts the instances of a database, and the pod of its migrations', () => {
    const withDatabase =
      (instances: number): Change =>
      (spec, zone) => {
        spec.workload.replicas = 1;
        spec.data = {
          postgresql: {
            mode: 'dedicated',
            extensions: [],
            connectionLimit: 20,
            instances,
            migrations: { command: ['/migrate'] },
            resources: { ...small },
          },
        };
        zone.quota = {
          cpu: '20',
          memory: '20Gi',
          memoryLimit: '20Gi',
          pods: 7,
        };
      };
    // Two of a rolling update, three instances, one that is made anew, and migrations.
    expect(linesOf(withDatabase(3))).toEqual([]);
    expect(linesOf(withDatabase(4))).toEqual([
      "spec.workload.replicas: is more than the landing zone's quota with 1 more during an update and 6 pods of its database: at most 7 pods",
    ]);
    const withLittle: Change = (spec, zone) => {
      withDatabase(3)(spec, zone);
      zone.quota.memory = '7Gi';
    };
    expect(linesOf(withLittle)).toEqual([
      "spec.workload.resources.memory: is more than the landing zone's quota with 1 replica and 1 more during an update and 5 pods of its database: together at most 7Gi",
    ]);
  });
});
