import { linesOf } from './__testUtils__';

const volume = (name: string, mountPath: string, more: object = {}) => ({
  name,
  mountPath,
  size: '1Gi',
  ...more,
});
const MANY = { accessMode: 'ReadWriteMany' };

const linesWith = (volumes: object[], more: object = {}) =>
  linesOf({
    workload: { kind: 'service', replicas: 1, volumes, ...more },
  });

describe('findVolumeProblems', () => {
  it('takes volumes beside each other', () => {
    expect(
      linesWith(
        [
          volume('a', '/var/lib/a'),
          volume('b', '/var/lib/ab'),
          volume('c', '/tmpfiles'),
        ],
        { config: { files: { a: 'b' } } },
      ),
    ).toEqual([]);
  });

  it('refuses a name twice, and those of every pod', () => {
    expect(
      linesWith([
        volume('a', '/a'),
        volume('tmp', '/b'),
        volume('a', '/c'),
        volume('config', '/d'),
      ]),
    ).toEqual([
      'spec.workload.volumes[2].name: "a" is the name of volumes[0] too',
      'spec.workload.volumes[1].name: "tmp" is a volume that the pods have already: choose another name',
      'spec.workload.volumes[3].name: "config" is a volume that the pods have already: choose another name',
    ]);
  });

  it.each([
    ['/a', '/a', 'is that of volumes[0] (/a)'],
    ['/a', '/a/b', 'lies in that of volumes[0] (/a)'],
    ['/a/b', '/a', 'contains that of volumes[0] (/a/b)'],
    ['/x', '/tmp', 'is the scratch space of every container (/tmp)'],
    ['/x', '/tmp/a', 'lies in the scratch space of every container (/tmp)'],
    ['/x', '/dev/shm', 'lies in a part of the kernel (/dev)'],
    ['/x', '/proc', 'is a part of the kernel (/proc)'],
    [
      '/x',
      '/run/o8/kafka',
      'lies in where the certificates of its systems are (/run/o8)',
    ],
    ['/x', '/etc/module', 'is that of config (/etc/module)'],
    ['/x', '/etc', 'contains that of config (/etc/module)'],
  ])('refuses %s with %s', (first, second, what) => {
    expect(
      linesWith([volume('a', first), volume('b', second)], {
        config: { files: { a: 'b' } },
      }),
    ).toEqual([
      `spec.workload.volumes[1].mountPath: "${second}" ${what}: one would hide the other`,
    ]);
  });

  it('knows where config and secrets are mounted', () => {
    expect(
      linesOf({
        workload: {
          kind: 'service',
          config: { mountPath: '/tmp/config', files: { a: 'b' } },
        },
        secrets: [
          { name: 'a', keys: ['A'], path: 'a', mountPath: '/run/a' },
          { name: 'b', keys: ['B'], path: 'b', mountPath: '/run/a/b' },
        ],
      }),
    ).toEqual([
      'spec.workload.config.mountPath: "/tmp/config" lies in the scratch space of every container (/tmp): one would hide the other',
      'spec.secrets[1].mountPath: "/run/a/b" lies in that of secrets[0] (/run/a): one would hide the other',
    ]);
  });

  const autoscaling = { minReplicas: 1, maxReplicas: 4, cpuPercent: 50 };

  it.each<[object, object, number]>([
    [{ replicas: 2 }, {}, 2],
    [{ replicas: undefined }, {}, 2],
    [{ autoscaling }, {}, 4],
    [{}, { placements: [{ environment: 'a', cluster: 'b', replicas: 3 }] }, 3],
    [{}, { placements: [{ environment: 'a', cluster: 'b', autoscaling }] }, 4],
  ])('refuses a ReadWriteOnce volume with %j %j', (more, spec, replicas) => {
    const workload = {
      kind: 'service',
      replicas: 1,
      volumes: [volume('a', '/a'), volume('b', '/b', MANY)],
      ...more,
    };
    expect(linesOf({ workload, ...spec })).toEqual([
      `spec.workload.volumes[0].accessMode: is ReadWriteOnce, which one node has at a time, but there are up to ${replicas} replicas: say "replicas: 1" without autoscaling, or ReadWriteMany with a storageClass that can`,
    ]);
  });

  it('lets a job have one, which runs once', () => {
    const workload = {
      kind: 'job',
      job: { schedule: '1 2 * * *' },
      volumes: [volume('a', '/a')],
    };
    expect(linesOf({ workload })).toEqual([]);
  });
});
