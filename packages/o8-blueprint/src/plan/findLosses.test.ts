import fc from 'fast-check';
import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../__testUtils__/examples';
import { clusterEmitters } from '../emitters/clusterEmitters';
import { KEPT } from '../emitters/annotations';
import { toModuleSpec } from '../parse/parseModuleSpec';
import { findLosses } from './findLosses';
import { planModule } from './planModule';
import { resolveFormer } from './resolveFormer';

const zone = createRichZone('none');

const PLACES = {
  'eu-1': 'production',
  'us-1': 'production',
  'stage-1': 'staging',
} as const;
type Cluster = keyof typeof PLACES;

interface Said {
  name?: string;
  owner?: string;
  landingZone?: string;
  clusters?: readonly Cluster[];
  volumes?: object[];
  chart?: object;
}

function createSpec({
  name = 'billing',
  owner = 'group:default/payments',
  landingZone = 'rich',
  clusters = ['eu-1', 'us-1'],
  volumes,
  chart,
}: Said = {}): ModuleSpec {
  return valueOf(
    toModuleSpec({
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name, owner },
      spec: {
        landingZone,
        workload: {
          kind: 'service',
          ...(volumes && { volumes, replicas: 1 }),
          ...(chart && { chart }),
        },
        placements: clusters.map(cluster => ({
          cluster,
          environment: PLACES[cluster],
        })),
      },
    }),
  );
}

const data = (more: object = {}) => ({
  name: 'data',
  mountPath: '/var/lib/data',
  size: '10Gi',
  ...more,
});

const chart = (more: object = {}) => ({
  repository: 'https://charts.example.com',
  name: 'langfuse',
  version: '1.5.2',
  ...more,
});

/** What is lost between two specs, a line each. */
function lossesOf(former: Said, next: Said): string[] {
  return findLosses({
    formers: [createSpec(former)],
    next: resolveFormer(createSpec(next), zone),
  }).map(({ path, message, kind }) => {
    expect(kind).toBe('refused');
    expect(message).toMatch(
      /: what keeps data is given up on the command line only, with "--allow-destructive"$/,
    );
    return `${path}: ${message.replace(/: what keeps data is .*/, '')}`;
  });
}

describe('findLosses', () => {
  it.each<[string, Said, Said, RegExp[]]>([
    [
      'a placement',
      { clusters: ['eu-1', 'us-1'] },
      { clusters: ['eu-1'] },
      [
        /^spec\.placements: drops production on "us-1", where the module has Namespace "billing", Schedule "velero\/billing"$/,
      ],
    ],
    [
      'a placement with a volume',
      { clusters: ['us-1'], volumes: [data()] },
      { clusters: ['eu-1'], volumes: [data()] },
      [/^spec\.placements: .*"us-1".*, volume "data"$/],
    ],
    [
      'the default placements, where there were others',
      { clusters: ['us-1'] },
      { clusters: [] },
      [/^spec\.placements: .*"us-1"/],
    ],
    [
      'a volume',
      { volumes: [data(), data({ name: 'cache', mountPath: '/x' })] },
      { volumes: [data()] },
      [/^spec\.workload\.volumes: drops the volume "cache" \(10Gi\)$/],
    ],
    [
      'all volumes',
      { volumes: [data()] },
      {},
      [/^spec\.workload\.volumes: drops the volume "data"/],
    ],
    [
      'the name of a volume',
      { volumes: [data()] },
      { volumes: [data({ name: 'other' })] },
      [/^spec\.workload\.volumes: drops the volume "data"/],
    ],
    [
      'size, class and access of a volume',
      { volumes: [data({ storageClass: 'fast' })] },
      { volumes: [data({ size: '9000Mi', accessMode: 'ReadWriteMany' })] },
      [
        /^spec\.workload\.volumes\[0\]\.size: was 10Gi: a volume never shrinks/,
        /^spec\.workload\.volumes\[0\]\.storageClass: was fast: /,
        /^spec\.workload\.volumes\[0\]\.accessMode: was ReadWriteOnce: /,
      ],
    ],
    [
      'the class of a volume that had the default one',
      { volumes: [data()] },
      { volumes: [data({ storageClass: 'fast' })] },
      [/storageClass: was not set: /],
    ],
    [
      'a chart',
      { chart: chart() },
      {},
      [
        /^spec\.workload\.chart: drops the chart "langfuse" and what it keeps on "eu-1", "us-1"$/,
      ],
    ],
    [
      'another chart',
      { chart: chart() },
      { chart: chart({ name: 'other' }) },
      [/^spec\.workload\.chart: /],
    ],
    [
      'the name',
      {},
      { name: 'invoices' },
      [/^metadata\.name: was "billing": a name never changes/],
    ],
  ])('tells that it drops %s', (_, former, next, lines) => {
    const losses = lossesOf(former, next);
    expect(losses).toHaveLength(lines.length);
    lines.forEach((line, index) => expect(losses[index]).toMatch(line));
  });

  it.each<[string, Said, Said]>([
    ['nothing', { volumes: [data()] }, { volumes: [data()] }],
    ['a further placement', {}, { clusters: ['eu-1', 'us-1', 'stage-1'] }],
    ['the order', {}, { clusters: ['us-1', 'eu-1'] }],
    [
      'that the default placement is named',
      { clusters: [] },
      { clusters: ['eu-1'] },
    ],
    ['a further volume', {}, { volumes: [data()] }],
    [
      'a larger volume at another path',
      { volumes: [data({ size: '1024Mi' })] },
      { volumes: [data({ size: '1Gi', mountPath: '/srv' })] },
    ],
    ['a version', { chart: chart() }, { chart: chart({ version: '2.0.0' }) }],
  ])('has nothing against %s', (_, former, next) => {
    expect(lossesOf(former, next)).toEqual([]);
  });

  it('tells of a placement on a cluster that the landing zone has no more', () => {
    const clusters = zone.spec.clusters.filter(({ name }) => name !== 'us-1');
    const smaller = { ...zone, spec: { ...zone.spec, clusters } };
    const next = resolveFormer(createSpec({ clusters: ['eu-1'] }), smaller);
    const only = (former: Said) =>
      findLosses({ formers: [createSpec(former)], next }).map(
        ({ message }) => message,
      );
    expect(only({})).toEqual([
      expect.stringMatching(/^drops production on "us-1": /),
    ]);
    expect(only({ clusters: ['us-1'] })).toHaveLength(1);
  });

  it('tells of each object that an emitter marks as one that keeps data', () => {
    const name = (all: string[]) => ({
      file: () => 'streams.yaml',
      home: 'module' as const,
      kinds: [{ group: 'jetstream.nats.io', kind: 'Stream' }],
      emit: ({ spec }: { spec: ModuleSpec }) =>
        (spec.metadata.tags.includes('quiet') ? [] : all).map(each => ({
          apiVersion: 'jetstream.nats.io/v1beta2',
          kind: 'Stream',
          metadata: { name: each, namespace: 'bus', annotations: KEPT },
        })),
    });
    clusterEmitters.push(name(['calls']));
    try {
      const former = createSpec();
      const quiet = structuredClone(former);
      quiet.metadata.tags = ['quiet'];
      const losses = findLosses({
        formers: [former],
        next: resolveFormer(quiet, zone),
      });
      expect(losses.map(({ path, message }) => [path, message])).toEqual(
        ['eu-1', 'us-1'].map(cluster => [
          'spec.events.publishes',
          expect.stringContaining(`drops Stream "bus/calls" on "${cluster}"`),
        ]),
      );
    } finally {
      clusterEmitters.pop();
    }
  });

  it('says once what the approved spec and the lock both say', () => {
    const former = createSpec();
    const next = resolveFormer(createSpec({ clusters: ['eu-1'] }), zone);
    expect(findLosses({ formers: [former, former], next })).toHaveLength(1);
  });
});

describe('planModule', () => {
  const approve = (said: Said) => ({ modules: [{ spec: createSpec(said) }] });

  it('compares with the lock too: module.yaml may have been changed by hand', () => {
    const spec = createSpec({ clusters: ['eu-1'] });
    const lock = {
      blueprint: '1',
      module: 'billing',
      landingZone: 'rich',
      owner: spec.metadata.owner,
      spec: createSpec(),
      files: {},
    };
    const platform = { modules: [{ spec, lock }] };
    expect(problemsOf(planModule({ spec, zone, platform }))).toMatchObject([
      { path: 'spec.placements', kind: 'refused' },
    ]);
  });

  it('compares with the spec of a lock where there is no platform', () => {
    const former = createSpec();
    const spec = createSpec({ name: 'invoices' });
    expect(problemsOf(planModule({ spec, zone, former }))).toMatchObject([
      { path: 'metadata.name', kind: 'refused' },
    ]);
    expect(
      planModule({ spec, zone, former, allowDestructive: true }),
    ).toMatchObject({ ok: true });
  });

  it('tells nobody what a module of somebody else keeps', () => {
    const platform = approve({ owner: 'group:default/others' });
    const spec = createSpec({ clusters: ['eu-1'] });
    for (const allowDestructive of [false, true]) {
      const plan = planModule({ spec, zone, platform, allowDestructive });
      expect(problemsOf(plan)).toEqual([
        expect.objectContaining({ path: 'metadata.name' }),
      ]);
    }
  });

  it('refuses exactly what drops data, unless that is allowed', () => {
    const clusters = fc.subarray(Object.keys(PLACES) as Cluster[], {
      minLength: 1,
    });
    const volumes = fc.subarray([data(), data({ name: 'b', mountPath: '/b' })]);
    const said = fc.record({ clusters, volumes });
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(said, said, (former, next) => {
        const platform = approve(former);
        const spec = createSpec(next);
        const isLess =
          former.clusters.some(each => !next.clusters.includes(each)) ||
          former.volumes.some(each => !next.volumes.includes(each));
        seen.add(isLess);
        const guarded = planModule({ spec, zone, platform });
        expect(guarded.ok).toBe(!isLess);
        for (const { kind, path } of problemsOf(guarded)) {
          expect(kind).toBe('refused');
          expect(path).toMatch(/^spec\.(placements|workload\.volumes)$/);
        }
        expect(
          planModule({ spec, zone, platform, allowDestructive: true }).ok,
        ).toBe(true);
        const again = createSpec(former);
        expect(planModule({ spec: again, zone, platform }).ok).toBe(true);
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(seen.size).toBe(2);
  });
});
