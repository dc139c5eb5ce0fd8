import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { exampleOf, problemsOf, valueOf } from '../__testUtils__/examples';
import type { ApprovedModule, Platform } from '../types';
import { resolveEdges } from './resolveEdges';
import { resolvePlacements } from './resolvePlacements';

const example = exampleOf('pinned');
const [eu] = example.zone.spec.clusters;

type DependsOn = NonNullable<ModuleSpec['spec']['dependsOn']>;
type Fields = Partial<ModuleSpec['spec']>;

/** An approved module on all clusters that the example is on, which accepts everybody. */
function approved(name: string, fields: Fields = {}): ApprovedModule {
  const { spec } = exampleOf('pinned');
  spec.metadata = { ...spec.metadata, name, owner: 'group:default/their-team' };
  spec.spec = { ...spec.spec, callers: 'any', ...fields };
  return { spec };
}

interface Given {
  dependsOn: DependsOn;
  platform?: Platform;
  zones?: LandingZone[];
  change?: (caller: ModuleSpec, zone: LandingZone) => void;
}

function resolve({ dependsOn, platform, zones, change }: Given) {
  const { spec, zone } = exampleOf('pinned');
  spec.spec.dependsOn = dependsOn;
  change?.(spec, zone);
  const placements = valueOf(resolvePlacements(spec, zone));
  return resolveEdges(spec, { zone, zones, placements, platform });
}

/** The problems with one dependency beside these modules, one a line. */
function linesOf(
  dependency: DependsOn[0],
  modules: ApprovedModule[],
  more: Partial<Given> = {},
): string[] {
  return problemsOf(
    resolve({ dependsOn: [dependency], platform: { modules }, ...more }),
  ).map(({ path, message, kind }) => `${kind} ${path}: ${message}`);
}

const ledger = { module: 'ledger' };
const service = example.spec.spec.workload;

describe('a module that is called', () => {
  it('is taken with its own port, pods and owner', () => {
    const modules = [
      approved('ledger', { workload: { ...service, port: 9443 } }),
    ];
    const resolved = resolve({ dependsOn: [ledger], platform: { modules } });
    expect(valueOf(resolved)).toEqual({
      edges: [
        {
          callee: 'ledger',
          port: 9443,
          podLabels: { 'app.kubernetes.io/name': 'ledger' },
          services: ['ledger'],
          owner: 'group:default/their-team',
          index: 0,
        },
      ],
      hosts: [],
      notes: [],
    });
  });

  it('may be called on any port that its spec has', () => {
    const observability = { metrics: { path: '/metrics', port: 9100 } };
    const modules = [approved('ledger', { observability })];
    expect(linesOf({ ...ledger, port: 9100 }, modules)).toEqual([]);
    expect(linesOf({ ...ledger, port: service.port }, modules)).toEqual([]);
    expect(linesOf({ ...ledger, port: 22 }, modules)).toEqual([
      `refused spec.dependsOn[0].port: is 22, but "ledger" has ${service.port} and 9100`,
    ]);
  });

  it('says as a chart what callers reach', () => {
    const chart = {
      repository: 'https://charts.example',
      name: 'any',
      version: '1.0.0',
      values: {},
      kinds: [],
    };
    const workload = { ...service, chart };
    expect(linesOf(ledger, [approved('ledger', { workload })])).toEqual([
      'refused spec.dependsOn[0].port: is missing: "ledger" does not say on which port its chart listens (workload.chart.port)',
    ]);
    const told = { ...chart, port: 3000, selector: { app: 'web' } };
    const modules = [
      approved('ledger', { workload: { ...service, chart: told } }),
    ];
    expect(
      valueOf(resolve({ dependsOn: [ledger], platform: { modules } })).edges,
    ).toMatchObject([{ port: 3000, podLabels: { app: 'web' } }]);
  });

  it('has to be there', () => {
    expect(linesOf(ledger, [approved('other')])).toEqual([
      'refused spec.dependsOn[0].module: "ledger" is no module of the platform repository: it has to be approved first',
    ]);
  });

  it.each<[string, Fields]>([
    ['exposure is "none"', { exposure: { kind: 'none' } }],
    ['exposure is "none"', { workload: { ...service, kind: 'worker' } }],
    ['does not accept "call-router"', { callers: ['other'] }],
    ['does not accept "call-router"', { callers: [] }],
    ['accepts modules of the system "theirs" only', { callers: 'system' }],
    ['accepts modules of the system "theirs" only', { callers: undefined }],
  ])('has to accept its caller: %s with %j', (message, fields) => {
    const callee = approved('ledger', fields);
    callee.spec.metadata.system = 'theirs';
    expect(linesOf(ledger, [callee])).toEqual([
      expect.stringMatching(/^refused spec\.dependsOn\[0\]\.module: "ledger" /),
    ]);
    expect(linesOf(ledger, [callee])[0]).toContain(message);
  });

  it.each<[Fields, string | undefined, string | undefined]>([
    [{ callers: ['other', 'call-router'] }, undefined, undefined],
    [{ callers: 'system' }, 'voice', 'voice'],
    [{ callers: undefined }, 'voice', 'voice'],
  ])('accepts by %j', (fields, theirs, mine) => {
    const callee = approved('ledger', fields);
    callee.spec.metadata.system = theirs;
    const change = ({ metadata }: ModuleSpec) => {
      metadata.system = mine;
    };
    expect(linesOf(ledger, [callee], { change })).toEqual([]);
  });

  it('accepts nobody without a system and callers, not even others without one', () => {
    const callee = approved('ledger', { callers: 'system' });
    callee.spec.metadata.system = undefined;
    const change = ({ metadata }: ModuleSpec) => {
      metadata.system = undefined;
    };
    expect(linesOf(ledger, [callee], { change })).toEqual([
      expect.stringContaining('"ledger" accepts nobody'),
    ]);
  });

  it('has to be on each cluster of its caller', () => {
    const placements = [{ environment: eu.environment, cluster: eu.name }];
    const others = example.spec.spec.placements
      .map(({ cluster }) => cluster)
      .filter(cluster => cluster !== eu.name);
    expect(others.length).toBeGreaterThan(0);
    expect(linesOf(ledger, [approved('ledger', { placements })])).toEqual(
      others.map(cluster =>
        expect.stringContaining(`"ledger" is not on the cluster "${cluster}"`),
      ),
    );
  });

  it('may be in another landing zone with the same clusters, if that is known', () => {
    const callee = approved('ledger', { landingZone: 'twin' });
    expect(linesOf(ledger, [callee])).toEqual([
      expect.stringContaining(
        'is in the landing zone "twin", whose clusters are not known here',
      ),
    ]);
    const twin = structuredClone(example.zone);
    twin.metadata.name = 'twin';
    expect(linesOf(ledger, [callee], { zones: [twin] })).toEqual([]);
    // An equal name of another place is another cluster.
    twin.spec.clusters[0].argocd = { name: 'elsewhere' };
    expect(linesOf(ledger, [callee], { zones: [twin] })).toEqual([
      expect.stringContaining('is not on the cluster'),
    ]);
  });

  it('is named once', () => {
    const dependsOn = [ledger, { ...ledger, port: 1 }];
    const platform = { modules: [approved('ledger')] };
    expect(problemsOf(resolve({ dependsOn, platform }))).toEqual([
      {
        path: 'spec.dependsOn[1].module',
        message: '"ledger" is in dependsOn[0] too: name each module once',
        kind: 'invalid',
      },
    ]);
  });

  it('is taken as the convention says without the platform, with a note', () => {
    const dependsOn = [{ ...ledger, port: 8443 }];
    expect(valueOf(resolve({ dependsOn }))).toEqual({
      edges: [
        {
          callee: 'ledger',
          port: 8443,
          podLabels: { 'app.kubernetes.io/name': 'ledger' },
          services: ['ledger'],
          index: 0,
        },
      ],
      hosts: [],
      notes: [expect.stringMatching(/^Not checked .*: ledger$/)],
    });
    expect(problemsOf(resolve({ dependsOn: [ledger] }))).toEqual([
      {
        path: 'spec.dependsOn[0].port',
        message:
          'is missing: without the platform repository nobody knows that of "ledger"',
        kind: 'invalid',
      },
    ]);
  });
});

describe('an external host', () => {
  const host = 'api.partner.example';
  const inMode =
    (mode: 'none' | 'cidr') => (_: ModuleSpec, zone: LandingZone) => {
      zone.spec.egress = { mode };
    };

  it('is refused where there is no way out', () => {
    expect(linesOf({ host }, [], { change: inMode('none') })).toEqual([
      expect.stringContaining(
        'spec.dependsOn[0].host: cannot be called: the landing zone',
      ),
    ]);
  });

  it('needs its addresses where those are the way out', () => {
    const change = inMode('cidr');
    expect(linesOf({ host }, [], { change })).toEqual([
      expect.stringContaining('spec.dependsOn[0].cidrs: is missing'),
    ]);
    const cidrs = ['203.0.113.0/28'];
    const resolved = resolve({ dependsOn: [{ host, cidrs }], change });
    expect(valueOf(resolved).hosts).toEqual([
      { host, port: 443, cidrs, index: 0 },
    ]);
  });

  it('is named once per port', () => {
    const cidrs = ['203.0.113.0/28'];
    const dependsOn = [
      { host, cidrs },
      { host, cidrs, port: 443 },
    ];
    expect(
      problemsOf(resolve({ dependsOn, change: inMode('cidr') })),
    ).toMatchObject([
      {
        path: 'spec.dependsOn[1].host',
        message: `"${host}" with the port 443 is in dependsOn[0] too`,
      },
    ]);
  });
});
